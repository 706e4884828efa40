using Emblem.Imaging;

namespace Emblem.Acquisition;

/// <summary>How pictures are verified.</summary>
public sealed record VerifyOptions
{
    /// <summary>Larger pictures are shrunk so that their longer side has this many pixels; null, the default, leaves them.</summary>
    public int? MaxSize { get; init; }

    /// <summary>In place only: deletes broken files, as the notebook does, instead of setting them aside. Off by default.</summary>
    public bool Delete { get; init; }

    /// <summary>Goes on also where more than half of a class would go. Off by default: that is mostly a mistake.</summary>
    public bool Force { get; init; }

    /// <summary>Files decoded at once; one a core by default.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Pictures with more pixels are refused by their header.</summary>
    public long PixelLimit { get; init; } = ImageCodec.DefaultPixelLimit;
}
