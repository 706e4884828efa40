namespace Emblem.Acquisition;

/// <summary>What became of a file.</summary>
public enum VerificationOutcome
{
    /// <summary>Good as it is.</summary>
    Kept,

    /// <summary>Good, and written anew: turned upright, shrunk, or another colour space or format.</summary>
    Converted,

    /// <summary>A picture, but damaged, too large or of a kind that is not read.</summary>
    SetAside,

    /// <summary>No picture at all: a web page, a text, an empty file.</summary>
    NotAPicture,

    /// <summary>What systems and programs leave beside pictures, such as <c>.DS_Store</c>, <c>._x.jpg</c> or <c>x.json</c>: not opened, and left where it is.</summary>
    Sidecar,
}
