namespace Emblem.Acquisition;

/// <summary>What was found of one file: a row of the report.</summary>
public sealed record VerificationRecord
{
    /// <summary>Below the folder that was verified, with <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What the file is by its content, in lower case; <c>unknown</c> when it is nothing known.</summary>
    public required string Format { get; init; }

    /// <summary>Columns of the good picture as it is now, or null.</summary>
    public int? Width { get; init; }

    /// <summary>Rows of the good picture as it is now, or null.</summary>
    public int? Height { get; init; }

    /// <summary>What became of it.</summary>
    public required VerificationOutcome Outcome { get; init; }

    /// <summary>Why it was converted or refused; empty for a file that was kept.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The hash of the file as found, lower-case hexadecimal.</summary>
    public string Sha256Before { get; init; } = "";

    /// <summary>The hash of what was written, or of the file itself when it was kept; empty for a refused one.</summary>
    public string Sha256After { get; init; } = "";

    /// <summary>The length of the file as found.</summary>
    public long Bytes { get; init; }

    /// <summary>The good picture's path below the output folder, with <c>/</c>; empty when nothing was written.</summary>
    public string Written { get; init; } = "";

    /// <summary>Whether it should have been a picture, and none that training can read.</summary>
    public bool IsRefused => Outcome is VerificationOutcome.SetAside or VerificationOutcome.NotAPicture;

    /// <summary>Whether training can read it.</summary>
    public bool IsGood => Outcome is VerificationOutcome.Kept or VerificationOutcome.Converted;

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {VerificationReport.Name(Outcome)}{(Reason.Length > 0 ? $", {Reason}" : "")}";
}
