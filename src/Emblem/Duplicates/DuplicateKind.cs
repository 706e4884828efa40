namespace Emblem.Duplicates;

/// <summary>In what way two files hold one picture.</summary>
public enum DuplicateKind
{
    /// <summary>Equal bytes.</summary>
    Exact,

    /// <summary>Different bytes whose pixels agree once the one is laid over the other: saved anew, shrunk, cropped, framed, marked, turned a little or mirrored.</summary>
    Near,
}
