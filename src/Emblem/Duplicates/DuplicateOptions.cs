namespace Emblem.Duplicates;

/// <summary>How duplicates are looked for.</summary>
public sealed record DuplicateOptions
{
    /// <summary>Pictures handled at once; one a core by default. Never changes what is found.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Keeps thumbnails, 16 KB a picture, in the user's cache, so that the next search in the same folder decodes only what is new; off by
    /// default, and on in the command. The last 32 folders are kept.
    /// </summary>
    public bool Cache { get; init; }
}
