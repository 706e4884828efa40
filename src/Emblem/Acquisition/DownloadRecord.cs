namespace Emblem.Acquisition;

/// <summary>What became of one address: a row of the manifest.</summary>
public sealed record DownloadRecord
{
    /// <summary>Of the address in its list, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>As the list has it.</summary>
    public required string Url { get; init; }

    /// <summary>Where redirects led; empty before any answer.</summary>
    public string FinalUrl { get; init; } = "";

    /// <summary>The last HTTP status, or null when none arrived.</summary>
    public int? Status { get; init; }

    /// <summary>How it ended.</summary>
    public required DownloadOutcome Outcome { get; init; }

    /// <summary>The picture's name in the folder; empty without one.</summary>
    public string File { get; init; } = "";

    /// <summary>The picture's length; 0 without one.</summary>
    public long Bytes { get; init; }

    /// <summary>The picture's hash in lower-case hexadecimal; empty without one.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>What the server called it; not believed.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Columns of pixels, or null without a picture.</summary>
    public int? Width { get; init; }

    /// <summary>Rows of pixels, or null without a picture.</summary>
    public int? Height { get; init; }

    /// <summary>Time spent, all attempts and waits included.</summary>
    public long Milliseconds { get; init; }

    /// <summary>Requests made.</summary>
    public int Attempts { get; init; }

    /// <summary>Why there is no picture. Empty when there is one, unless its address had to be read in another way than it stands in the list.</summary>
    public string Reason { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Url}: {(File.Length > 0 ? File : DownloadManifest.Name(Outcome))}{(Reason.Length > 0 ? $", {Reason}" : "")}";
}
