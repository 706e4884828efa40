using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NetVips;
using SkiaSharp;

namespace Emblem.Imaging;

/// <summary>
/// Decodes JPEG files of gray or colour, which most pictures are, with Skia's codec: the pixels are those that libvips gives, for three quarters of
/// the time. What it cannot read is left to libvips, which then also says what is wrong; so whatever either accepts is accepted, by all that ask.
/// </summary>
internal static class JpegDecoder
{
    /// <summary>Rows at a time: as they come they still lie in the processor's cache when a byte of each four is left out.</summary>
    private const int Band = 16;

    /// <summary>What the codec can leave out while it decodes, at a fraction of the cost.</summary>
    private static readonly int[] Shares = [8, 4, 2];

    private static readonly bool IsThere = Probe();

    /// <summary>The plain picture; null when the file is damaged, has printing inks, or more pixels than the limit.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="pixelLimit">Above this nothing is decoded.</param>
    /// <param name="orientation">Whether the picture is turned as the camera noted.</param>
    /// <param name="side">Null for all pixels, or the longer side that is enough: at least twice as many are left.</param>
    public static PixelImage? TryDecode(
        byte[] bytes, long pixelLimit, PictureOrientation orientation = PictureOrientation.Upright, int? side = null)
    {
        JpegSegments segments = IsThere ? JpegSegments.Read(bytes) : default;
        if (segments.Components is not (1 or 3) || Stored(bytes, pixelLimit, side) is not { } stored)
            return null;
        bool turned = orientation == PictureOrientation.Upright && segments.Orientation != 1;
        if (!turned && (segments.Profile is null || ColourProfile.IsSrgb(segments.Profile)))
            return stored;
        return Turned(stored, segments, orientation);
    }

    /// <summary>The picture as it is stored, with what the file says of it, as libvips opens it; null as above.</summary>
    public static Image? TryOpen(byte[] bytes, long pixelLimit)
    {
        JpegSegments segments = IsThere ? JpegSegments.Read(bytes) : default;
        return segments.Components is 1 or 3 && Stored(bytes, pixelLimit, null) is { } stored ? Wrap(stored, segments) : null;
    }

    /// <summary>A method of its own: one that names libvips' classes sets libvips up when it is entered, needed or not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PixelImage Turned(PixelImage stored, JpegSegments segments, PictureOrientation orientation)
    {
        using Image image = Wrap(stored, segments);
        return PlainPicture.Read(image, orientation);
    }

    private static unsafe PixelImage? Stored(byte[] bytes, long pixelLimit, int? side)
    {
        fixed (byte* start = bytes)
        {
            using SKData data = SKData.Create((nint)start, bytes.Length);
            using SKCodec? codec = SKCodec.Create(data);
            return codec is null || (long)codec.Info.Width * codec.Info.Height > pixelLimit ? null : Decode(codec, side);
        }
    }

    private static Image Wrap(PixelImage stored, JpegSegments segments)
    {
        VipsLibrary.Require();
        using Image raw = Image.NewFromMemory(stored.Pixels, stored.Width, stored.Height, 3, Enums.BandFormat.Uchar);
        using Image colours = segments.Components == 1 ? raw.ExtractBand(0) : raw.Copy();
        using Image meant = colours.Copy(interpretation: segments.Components == 1 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb);
        using Image turned = PlainPicture.WithOrientation(meant, segments.Orientation);
        return segments.Profile is { } profile ? PlainPicture.WithProfile(turned, profile) : turned.Copy();
    }

    /// <summary>Skia's natives are a package of their own on Linux: a program without them decodes with libvips alone.</summary>
    private static bool Probe()
    {
        try
        {
            using SKData data = SKData.CreateCopy([0]);
            return true;
        }
        catch (Exception fault) when (fault is TypeInitializationException or DllNotFoundException)
        {
            return false;
        }
    }

    private static unsafe PixelImage? Decode(SKCodec codec, int? side)
    {
        SKSizeI size = codec.GetScaledDimensions(1f / ShareFor(Math.Max(codec.Info.Width, codec.Info.Height), side));
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        if (codec.StartScanlineDecode(info) != SKCodecResult.Success)
            return null;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(info.Width * info.Height * 3));
        byte[] band = ArrayPool<byte>.Shared.Rent(info.RowBytes * Band);
        try
        {
            fixed (byte* rows = band)
            {
                for (int y = 0; y < info.Height; y += Band)
                {
                    int count = Math.Min(Band, info.Height - y);
                    if (codec.GetScanlines((nint)rows, count, info.RowBytes) != count)
                        return null;
                    DropAlpha(band.AsSpan(0, count * info.RowBytes), pixels.AsSpan(y * info.Width * 3, count * info.Width * 3));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(band);
        }

        return new PixelImage(info.Width, info.Height, pixels);
    }

    private static int ShareFor(int longer, int? side) => side is { } enough ? Shares.FirstOrDefault(share => longer / share >= 2 * (long)enough, 1) : 1;

    /// <summary>Four pixels at a time; each store writes four bytes too many, which the next puts right, so the last pixels go one by one.</summary>
    private static void DropAlpha(ReadOnlySpan<byte> from, Span<byte> to)
    {
        Vector128<byte> order = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0xFF, 0xFF, 0xFF, 0xFF);
        ref byte source = ref MemoryMarshal.GetReference(from);
        ref byte target = ref MemoryMarshal.GetReference(to);
        int read = 0, write = 0;
        for (; write <= to.Length - Vector128<byte>.Count; read += 16, write += 12)
            Vector128.Shuffle(Vector128.LoadUnsafe(ref source, (nuint)read), order).StoreUnsafe(ref target, (nuint)write);
        for (; write < to.Length; read += 4, write += 3)
        {
            to[write] = from[read];
            to[write + 1] = from[read + 1];
            to[write + 2] = from[read + 2];
        }
    }
}
