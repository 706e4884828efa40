namespace Emblem.Folders;

/// <summary>A file, or a folder that cannot be looked into.</summary>
/// <param name="Name">Its path below the folder, with <c>/</c>.</param>
internal sealed record WalkedFile(string Name)
{
    /// <summary>Why it is not opened; null for a file that is.</summary>
    public string? Fault { get; init; }

    /// <summary>Why it is no picture of the set whatever it holds, as what systems leave beside pictures; null for a file that may be one.</summary>
    public string? Sidecar { get; init; }

    /// <summary>Whether a link to a folder leads to it, so that it is another's to change.</summary>
    public bool IsLinked { get; init; }

    /// <summary>Whether it may be a picture.</summary>
    public bool IsCandidate => Fault is null && Sidecar is null;
}
