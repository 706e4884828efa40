using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>What a review makes of a picture and its label.</summary>
/// <param name="PictureFile">What <see cref="Data.Corrections"/> call it.</param>
/// <param name="Path">The file.</param>
/// <param name="Label">Its class, after the corrections of the run.</param>
/// <param name="Suspicion">What speaks most against it.</param>
public sealed record ReviewedPicture(string PictureFile, string Path, string Label, LabelSuspicion Suspicion)
{
    /// <summary>The class that a model which had not seen it gives it; null where that is its label, or where there is no answer.</summary>
    public string? SuggestedLabel { get; init; }

    /// <summary>What is left of 1 beside the probability of its label, by a model that had not seen it; null where there is no answer.</summary>
    public double? Score { get; init; }

    /// <summary>How many times as far it is from the pictures most like it as is usual in the set.</summary>
    public double Distance { get; init; }

    /// <summary>What speaks against it, in words; empty for nothing.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether somebody has decided on it already: then nobody is asked again, whatever speaks against it.</summary>
    public bool IsDecided { get; init; }

    /// <summary>Whether somebody should look at it.</summary>
    public bool IsSuspect => Suspicion != LabelSuspicion.None && !IsDecided;

    /// <inheritdoc/>
    public override string ToString() => $"{PictureFile}: {Label}{(SuggestedLabel is null ? "" : $", perhaps {SuggestedLabel}")}, score {ValueText.Number(Score, "0.00")}{(Reason.Length == 0 ? "" : $" ({Reason})")}";
}

/// <summary>Why somebody should look at a picture; the first are the most urgent.</summary>
public enum LabelSuspicion
{
    /// <summary>A copy of it has another label, and not fewer copies have: one of the labels is wrong.</summary>
    CopyUnderAnotherLabel,

    /// <summary>A model that had not seen it believes another class, as sure as it is of that class's own pictures.</summary>
    Contradicted,

    /// <summary>Such a model thinks another class more probable, and is not as sure of it.</summary>
    Doubted,

    /// <summary>No other picture is like it: perhaps it is of none of the classes.</summary>
    UnlikeAll,

    /// <summary>Nothing speaks against it.</summary>
    None,
}
