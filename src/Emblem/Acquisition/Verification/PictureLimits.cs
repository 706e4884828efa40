using System.Globalization;
using Emblem.Imaging;

namespace Emblem.Acquisition.Verification;

/// <summary>The options that a file's verdict depends on.</summary>
/// <param name="MaxSize">The longer side that is enough, or null.</param>
/// <param name="Pixels">Refused above.</param>
/// <param name="Bytes">Refused above.</param>
/// <param name="Orientation">Whether a new picture is turned.</param>
internal sealed record PictureLimits(int? MaxSize, long Pixels, long Bytes, PictureOrientation Orientation)
{
    /// <summary>Grows when the same file may get another verdict or another new picture than before.</summary>
    private const int Version = 1;

    public static PictureLimits Of(VerifyOptions options) => new(options.MaxSize, options.PixelLimit, options.ByteLimit, options.Orientation);

    /// <summary>A verdict holds for equal keys only. A worker's limits count: a file that took too long may be tried with more time.</summary>
    public static string KeyOf(VerifyOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Version}/{options.MaxSize}/{options.PixelLimit}/{options.ByteLimit}/{options.Orientation}/{options.Worker?.TimeLimit.TotalSeconds}/{options.Worker?.MemoryLimit}");
}
