using System.Text;
using Emblem.Imaging;

namespace Emblem.Tests.Imaging;

public sealed class ImageSnifferTests
{
    [Theory]
    [InlineData("\u00FF\u00D8\u00FF\u00E0", ImageFormat.Jpeg)]
    [InlineData("\u0089PNG\r\n\u001A\n", ImageFormat.Png)]
    [InlineData("GIF87a", ImageFormat.Gif)]
    [InlineData("GIF89a", ImageFormat.Gif)]
    [InlineData("RIFF\0\0\0\0WEBPVP8 ", ImageFormat.WebP)]
    [InlineData("RIFF\0\0\0\0WAVEfmt ", ImageFormat.Unknown)]
    [InlineData("II*\0", ImageFormat.Tiff)]
    [InlineData("MM\0*", ImageFormat.Tiff)]
    [InlineData("BM\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", ImageFormat.Bmp)]
    [InlineData("BM", ImageFormat.Unknown)]
    [InlineData("\0\0\u0001\0", ImageFormat.Ico)]
    [InlineData("8BPS", ImageFormat.Psd)]
    [InlineData("\0\0\u0002\0\0\0\0\0\0\0\0\0\u0010\0\u0010\0\u0018\0", ImageFormat.Tga)]
    [InlineData("\0\u0001\u0001\0\0\0\u0001\u0018\0\0\0\0\u0010\0\u0010\0\b\0", ImageFormat.Tga)]
    [InlineData("\0\0\u0002\0\0\0\0\0\0\0\0\0\0\0\u0010\0\u0018\0", ImageFormat.Unknown)]
    [InlineData("\0\0\u0002\0\0\u0007\0\0\0\0\0\0\u0010\0\u0010\0\u0018\0", ImageFormat.Unknown)]
    [InlineData("\0\0\0\u000CjP  \r\n", ImageFormat.Jp2)]
    [InlineData("\0\0\0\u001Cftypavif\0\0\0\0", ImageFormat.Avif)]
    [InlineData("\0\0\0\u001Cftypavis\0\0\0\0", ImageFormat.Avif)]
    [InlineData("\0\0\0\u001Cftypmif1\0\0\0\0mif1avifmiaf", ImageFormat.Avif)]
    [InlineData("\0\0\0\u001Cftypmif1\0\0\0\0mif1heic", ImageFormat.Heic)]
    [InlineData("\0\0\0\u001Cftypheic\0\0\0\0", ImageFormat.Heic)]
    [InlineData("\0\0\0\u001Cftypisom\0\0\0\0", ImageFormat.Unknown)]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'>", ImageFormat.Svg)]
    [InlineData("<?xml version='1.0'?><!-- drawn --><svg>", ImageFormat.Svg)]
    [InlineData("\n\n<!DOCTYPE html><title>404</title>", ImageFormat.Html)]
    [InlineData("<!-- saved from url --><HTML>", ImageFormat.Html)]
    [InlineData("<html><body><svg></svg>", ImageFormat.Html)]
    [InlineData("<?xml version='1.0'?><Error><Code>AccessDenied</Code>", ImageFormat.Unknown)]
    [InlineData("version https://git-lfs.github.com/spec/v1", ImageFormat.Unknown)]
    [InlineData("", ImageFormat.Unknown)]
    public void KnowsAFormatByItsFirstBytes(string start, ImageFormat expected) =>
        Assert.Equal(expected, ImageSniffer.Identify(Encoding.Latin1.GetBytes(start)));

    [Fact]
    public void SeesThroughAByteOrderMark() =>
        Assert.Equal(ImageFormat.Html, ImageSniffer.Identify([0xEF, 0xBB, 0xBF, .. "<html>"u8]));

    [Fact]
    public void EveryShortStartIsSafe()
    {
        byte[] bytes = [0, 0, 0, 28, .. "ftypmif1"u8, 0, 0, 0, 0];
        for (int length = 0; length <= bytes.Length; length++)
            Assert.True(Enum.IsDefined(ImageSniffer.Identify(bytes.AsSpan(0, length))));
    }
}
