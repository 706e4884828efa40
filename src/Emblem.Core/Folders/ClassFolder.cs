namespace Emblem.Folders;

/// <summary>Which folder of a picture's path names its class.</summary>
public enum ClassFolder
{
    /// <summary>The first below the folder that was opened, or below its set: folders within a class belong to it.</summary>
    First,

    /// <summary>The one that the picture lies in, as in fast.ai.</summary>
    Last,
}
