using Emblem.Duplicates;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>What a random split promises.</summary>
public sealed record SplitOptions
{
    /// <summary>The share of pictures that validate where nobody says another: fast.ai's and the notebook's.</summary>
    public const double UsualValidation = 0.2;

    /// <summary>Each class gives the same share of its pictures; on by default.</summary>
    public bool Stratify { get; init; } = true;

    /// <summary>
    /// Exact and near duplicates all go to one side, with their duplicates' duplicates; on by default. Costs one read of every file, one
    /// small decode of every picture that no cache knows (a few milliseconds), and a few more to compare it.
    /// </summary>
    public bool KeepDuplicatesTogether { get; init; } = true;

    /// <summary>How duplicates are looked for.</summary>
    public DuplicateOptions Duplicates { get; init; } = new();

    /// <summary>Told how the search for duplicates goes; nobody by default.</summary>
    public IProgress<StepProgress>? Progress { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
