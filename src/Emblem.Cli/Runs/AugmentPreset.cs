namespace Emblem.Cli.Runs;

/// <summary>Ready-made sets of augmentations, as <c>--augment</c> names them.</summary>
internal enum AugmentPreset
{
    /// <summary>fast.ai's <c>get_transforms</c> without its zoom, as in the notebook.</summary>
    Standard,

    /// <summary>The resize and centre crop alone.</summary>
    None,

    /// <summary>For logos and objects in pictures from the web.</summary>
    Web,

    /// <summary>A few augmentations drawn for each picture.</summary>
    Randaugment,
}
