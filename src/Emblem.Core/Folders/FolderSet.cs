namespace Emblem.Folders;

/// <summary>What a folder of a usual name makes of the pictures below it.</summary>
public enum FolderSet
{
    /// <summary>No folder says so: the pictures are divided by the run.</summary>
    None,

    /// <summary><c>train</c> or <c>training</c>.</summary>
    Training,

    /// <summary><c>valid</c>, <c>validation</c>, <c>val</c> or <c>dev</c>.</summary>
    Validation,

    /// <summary><c>test</c> or <c>testing</c>.</summary>
    Test,
}
