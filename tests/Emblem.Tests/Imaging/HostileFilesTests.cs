using Emblem.Imaging;
using Emblem.Tests.Support;
using NetVips;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

/// <summary>Files that are made to harm, or are harmed.</summary>
public sealed class HostileFilesTests
{
    [Theory]
    [InlineData(60_000, 60_000)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void APngBombIsRefusedByItsHeader(int width, int height)
    {
        byte[] bomb = CraftedFiles.PngBomb(width, height);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<ImageFileException>(() => ImageCodec.Decode(bomb));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void AGifWithoutAFrameIsRefused()
    {
        byte[] empty = [.. "GIF89a"u8, 10, 0, 10, 0, 0, 0, 0, 0x3B];

        Assert.StartsWith("damaged", Refusal(empty), StringComparison.Ordinal);
    }

    [Fact]
    public void GarbageAfterAJpegsEndIsLetPass()
    {
        byte[] jpeg = ImageCodec.EncodeJpeg(Waves(80, 60));

        PixelImage decoded = ImageCodec.Decode([.. jpeg, .. "<?php echo 'after the picture';"u8, .. new byte[5000]]);

        Assert.Equal(ImageCodec.Decode(jpeg).Pixels, decoded.Pixels);
    }

    [Fact]
    public void OnlyTheFirstPictureOfAnAnimatedPngIsRead()
    {
        PixelImage picture = Noise(30, 20);

        Assert.Equal(picture.Pixels, ImageCodec.Decode(CraftedFiles.AnimatedPng(picture)).Pixels);
    }

    [Fact]
    public void OnlyTheFirstFrameOfAnAnimatedWebPIsRead()
    {
        using Image first = ToVips(Plain(20, 10, 255, 0, 0));
        using Image second = ToVips(Plain(20, 10, 0, 0, 255));
        using Image strip = Image.Arrayjoin([first, second], across: 1);
        using Image both = strip.Mutate(open => open.Set(GValue.GIntType, "page-height", 10));

        PixelImage decoded = ImageCodec.Decode(both.WebpsaveBuffer(lossless: true));

        Assert.Equal((20, 10, (255, 0, 0)), (decoded.Width, decoded.Height, decoded.At(5, 5)));
    }

    /// <summary>libvips calls loaders untrusted that were not tested against hostile files; none of them may run, whatever asks for it.</summary>
    [Fact]
    public void UntrustedLoadersAreBlocked()
    {
        Assert.Equal(4, ImageCodec.Decode(ImageCodec.EncodePng(Plain(4, 4, 1, 2, 3))).Width);
        byte[] drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>"u8.ToArray();

        VipsException fault = Assert.Throws<VipsException>(() => Image.SvgloadBuffer(drawing));

        Assert.Contains("blocked", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tga", "TGA")]
    [InlineData("psd", "PSD")]
    [InlineData("jp2", "JP2")]
    [InlineData("heic", "HEIC")]
    [InlineData("svg", "SVG")]
    public void RefusesByNameAndSaysWhatToDo(string kind, string name)
    {
        byte[] file = kind switch
        {
            "tga" => [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 4, 0, 24, 0, .. new byte[48]],
            "psd" => "8BPS\0\u0001\0\0"u8.ToArray(),
            "jp2" => [0, 0, 0, 12, .. "jP  \r\n"u8, 0x87, 10],
            "heic" => [0, 0, 0, 28, .. "ftypheic"u8, .. new byte[16]],
            _ => "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
        };

        string reason = Refusal(file);

        Assert.StartsWith($"{name} is not read", reason, StringComparison.Ordinal);
        Assert.Contains("convert it to PNG", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLimitHoldsForBitmapsAndIconsBeforeTheyAreDecoded()
    {
        byte[] bitmap = CraftedFiles.Bitmap(Plain(50, 40, 1, 2, 3));
        byte[] icon = CraftedFiles.Icon(Plain(50, 40, 1, 2, 3));

        Assert.Contains("over the limit", Assert.Throws<ImageFileException>(() => ImageCodec.Decode(bitmap, 1999)).Reason, StringComparison.Ordinal);
        Assert.Contains("over the limit", Assert.Throws<ImageFileException>(() => ImageCodec.Decode(icon, 1999)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AnIconIsItsLargestPictureAndRefusedWithoutIt()
    {
        byte[] icon = CraftedFiles.Icon(Plain(16, 16, 9, 9, 9), Noise(32, 32));

        Assert.Equal(32, ImageCodec.Decode(icon).Width);
        Assert.StartsWith("damaged Ico", Refusal(icon[..^20]), StringComparison.Ordinal);
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<ImageFileException>(() => ImageCodec.Decode(bytes)).Reason;
}
