namespace Emblem.Acquisition.Verification;

/// <summary>What an in-place run does to a file.</summary>
internal enum InPlaceMove
{
    /// <summary>Nothing.</summary>
    Leave,

    /// <summary>Only its name was wrong.</summary>
    Rename,

    /// <summary>The new picture takes its place, the original is kept.</summary>
    Replace,

    /// <summary>The same for a picture that an earlier run wrote, whose original is kept already.</summary>
    ReplaceOurs,

    /// <summary>Set aside or deleted.</summary>
    Remove,
}
