namespace Emblem.Imaging;

/// <summary>The order of a prepared picture's values in memory.</summary>
public enum PixelLayout
{
    /// <summary>All red values row by row, then green, then blue: torch's contiguous [3, height, width].</summary>
    Planes,

    /// <summary>Red, green and blue of each pixel side by side: torch's channels-last.</summary>
    Interleaved,
}
