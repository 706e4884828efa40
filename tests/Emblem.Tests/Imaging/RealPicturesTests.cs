using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Imaging;

/// <summary>Real files of the web and of other projects' bug reports; absent from most machines.</summary>
public sealed class RealPicturesTests
{
    [Fact]
    public void EveryLogoDecodesWhateverItsName()
    {
        string folder = SharedFolder.Require("data/logos_nfl");
        var formats = new Dictionary<ImageFormat, int>();
        foreach (string path in Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories))
        {
            ImageHeader header = ImageCodec.ReadHeader(File.ReadAllBytes(path));
            PixelImage picture = ImageCodec.Decode(path);
            Assert.Equal((header.Width, header.Height), (picture.Width, picture.Height));
            formats[header.Format] = formats.GetValueOrDefault(header.Format) + 1;
        }

        Assert.Equal(380, formats.Values.Sum());
        Assert.Equal(43, formats[ImageFormat.Png]);
        Assert.Equal(13, formats[ImageFormat.Gif]);
    }

    /// <summary>
    /// Broken, odd, hostile and mislabelled files against Pillow's verdict (what fast.ai would have made of them).
    /// Ours reads AVIF besides, and not the formats that it says it does not read; nor 12 bits a sample, which cameras for science write and no screen
    /// shows, nor a bitmap that is a byte short and begins inside its own table of colours, of which Pillow makes noise.
    /// </summary>
    [Fact]
    public void JudgesMessyFilesAsPillowDoes()
    {
        string folder = SharedFolder.Require("data/messy");
        string[] stricter = ["tiff_psd_svg/pillow__12bit.cropped.tif", "bmp_ico_tga/pillow__mmap_error.bmp"];
        string[] wider =
        [
            "bmp_ico_tga/imagers__bmp_lenient_rgb16-880.bmp", "bmp_ico_tga/pillow__bmp_q_rgb32h52.bmp",
            "bmp_ico_tga/pillow__bmp_q_rgba32.bmp", "bmp_ico_tga/pillow__bmp_q_rgba32h56.bmp",
        ];
        var disagreements = new List<string>();
        int judged = 0;
        foreach (string[] row in File.ReadLines(Path.Combine(folder, "manifest.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(folder, row[0]));
            ImageFormat format = ImageSniffer.Identify(bytes.AsSpan(0, Math.Min(bytes.Length, ImageSniffer.BytesNeeded)));
            string? reason = Refusal(bytes);
            Assert.True(ImageCodec.CanDecode(format) || reason is not null, $"{row[0]}: {format} decoded");
            if (!ImageCodec.CanDecode(format) || format == ImageFormat.Avif || stricter.Contains(row[0]) || wider.Contains(row[0]))
                continue;
            judged++;
            if ((row[3] == "OK") != (reason is null))
                disagreements.Add($"{row[0]}: Pillow {row[3]}, here {reason ?? "read"}");
        }

        Assert.Empty(disagreements);
        Assert.True(judged > 150, $"only {judged} files were judged");
    }

    /// <summary>What a user is told of the files that Pillow loads and Emblem does not.</summary>
    [Theory]
    [InlineData("tiff_psd_svg/pillow__12bit.cropped.tif", "a TIFF of 12 bits a sample is not read: save it with 8 or 16 bits, in gray or RGB")]
    [InlineData("bmp_ico_tga/pillow__mmap_error.bmp", "damaged Bmp: 9253 bytes of 9254")]
    public void SaysWhyItReadsLessThanPillow(string name, string reason)
    {
        string folder = SharedFolder.Require("data/messy");

        Assert.Equal(reason, EveryReader.AgreeOn(File.ReadAllBytes(Path.Combine(folder, name)), name));
    }

    /// <summary>The same scene in the eight ways a camera can hold it: upright, all look alike.</summary>
    [Fact]
    public void TurnedPhotographsLookAlike()
    {
        string folder = SharedFolder.Require("data/messy/jpeg_exif_rotated");
        PixelImage upright = ImageCodec.Decode(Path.Combine(folder, "recurser__Portrait_1.jpg"));
        foreach (int orientation in (int[])[3, 5, 7])
        {
            PixelImage turned = ImageCodec.Decode(Path.Combine(folder, $"recurser__Portrait_{orientation}.jpg"));
            Assert.True(Pictures.MeanDifference(upright, turned) < 12, $"orientation {orientation}");
        }
    }

    private static string? Refusal(byte[] bytes)
    {
        try
        {
            ImageCodec.Decode(bytes);
            return null;
        }
        catch (ImageFileException fault)
        {
            return fault.Reason;
        }
    }
}
