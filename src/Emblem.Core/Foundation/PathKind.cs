namespace Emblem.Foundation;

/// <summary>What a path leads to, links followed. Only a <see cref="File"/> is ever opened: a pipe would wait for a writer that never comes.</summary>
internal enum PathKind
{
    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A named pipe.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device.</summary>
    Device,

    /// <summary>Links that lead to each other.</summary>
    LinkLoop,

    /// <summary>Who asks may not know.</summary>
    NoPermission,
}
