using Emblem.Cluster;

namespace Emblem.Duplicates;

/// <summary>How duplicates are looked for.</summary>
public sealed record DuplicateOptions
{
    private readonly int? _workers;

    /// <summary>Pictures handled at once; one a core by default, and of several ranks one for each of a rank's cores. Never changes what is found.</summary>
    public int Workers { get => _workers ?? Ranks?.ShareOf(Environment.ProcessorCount) ?? Environment.ProcessorCount; init => _workers = value; }

    /// <summary>
    /// Processes that search together, each of which makes the same call; null, the default, for this one alone. Each reads, hashes and compares a share, and all have
    /// the one report that one process has. The first one's list of files counts; all machines need the files under the same paths. Memory is that of one process in each.
    /// </summary>
    public Ranks? Ranks { get; init; }

    /// <summary>
    /// Keeps thumbnails, 16 KB a picture, in the user's cache, so that the next search in the same folder decodes only what is new; off by
    /// default, and on in the command. The last 32 folders are kept.
    /// </summary>
    public bool Cache { get; init; }

    /// <summary>
    /// For whoever asks for groups and not for pairs: pictures that others connect already are not compared any more. Groups are the same; among many
    /// copies of one picture it saves most of the work. Several ranks compare all.
    /// </summary>
    internal bool GroupsAlone { get; init; }
}
