using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Health;

/// <summary>What one picture file is, and its measures.</summary>
public sealed record PictureHealth
{
    /// <summary>The file, openable as it is.</summary>
    public required string Path { get; init; }

    /// <summary>Its path below the folder that was opened, with <c>/</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its class.</summary>
    public required string Class { get; init; }

    /// <summary>The file's length.</summary>
    public required long Bytes { get; init; }

    /// <summary>By content, not by name.</summary>
    public required ImageFormat Format { get; init; }

    /// <summary>How colour is stored.</summary>
    public required ColourMode Mode { get; init; }

    /// <summary>1, or more for an animation or a file with pages, of which the first is read.</summary>
    public required int Frames { get; init; }

    /// <summary>Columns as seen, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Rows as seen, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Light, sharpness and content.</summary>
    public required PictureMeasures Measures { get; init; }

    /// <summary>The longer side over the shorter, at least 1.</summary>
    public double Aspect => (double)Math.Max(Width, Height) / Math.Min(Width, Height);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
