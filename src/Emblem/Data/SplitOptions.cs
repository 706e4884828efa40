namespace Emblem.Data;

/// <summary>What a random split promises.</summary>
public sealed record SplitOptions
{
    /// <summary>Each class gives the same share of its pictures; on by default.</summary>
    public bool Stratify { get; init; } = true;

    /// <summary>Files with equal bytes all go to one side; on by default. Costs one read of every file whose length is not unique.</summary>
    public bool KeepDuplicatesTogether { get; init; } = true;
}
