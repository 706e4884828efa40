using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SkiaSharp;

namespace Emblem.Imaging;

/// <summary>
/// Decodes plain JPEG files, which most pictures are, with Skia's codec: the pixels are those that libvips gives, for three quarters of the time. What
/// is not plain or not whole is left to libvips, which then also says what is wrong; so whatever libvips accepts is accepted.
/// </summary>
internal static class JpegDecoder
{
    /// <summary>Rows at a time: as they come they still lie in the processor's cache when a byte of each four is left out.</summary>
    private const int Band = 16;

    private static readonly bool IsThere = Probe();

    /// <summary>Null when the file asks for more than decoding: turning, another colour space, more pixels than the limit, repair.</summary>
    public static unsafe PixelImage? TryDecode(byte[] bytes, long pixelLimit, PictureOrientation orientation = PictureOrientation.Upright)
    {
        if (!IsThere || !IsPlain(bytes))
            return null;
        fixed (byte* start = bytes)
        {
            using SKData data = SKData.Create((nint)start, bytes.Length);
            using SKCodec? codec = SKCodec.Create(data);
            return codec is null || IsTurned(codec, orientation) || (long)codec.Info.Width * codec.Info.Height > pixelLimit ? null : Decode(codec);
        }
    }

    private static bool IsTurned(SKCodec codec, PictureOrientation orientation) =>
        orientation == PictureOrientation.Upright && codec.EncodedOrigin != SKEncodedOrigin.TopLeft;

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

    private static bool IsPlain(ReadOnlySpan<byte> file)
    {
        JpegSegments segments = JpegSegments.Read(file);
        return segments.Components is 1 or 3
            && (segments.ProfileParts == 0 || (segments.ProfileParts == 1 && ColourProfile.IsSrgb(segments.FirstProfilePart)));
    }

    private static unsafe PixelImage? Decode(SKCodec codec)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
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
