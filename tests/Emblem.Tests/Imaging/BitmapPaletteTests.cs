using System.Buffers.Binary;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Imaging;

public sealed class BitmapPaletteTests
{
    private static readonly byte[] Pixels = [0, 1, 2, 3, 3, 2, 1, 0];

    /// <summary>Four colours where eight bits have room for 256: of OS/2's first header and of Windows' own.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    public void AShortTableIsNoDamage(int header)
    {
        byte[] file = Bitmap(header, colours: 4);

        Assert.Equal([0, 100, 255, 10, 100, 254, 20, 100, 253, 30, 100, 252], ImageCodec.Decode(file).Pixels[..12]);
        Assert.Equal(ImageCodec.Decode(Bitmap(header, colours: 256)).Pixels, ImageCodec.Decode(file).Pixels);
        Assert.Null(EveryReader.AgreeOn(file, $"header of {header}"));
    }

    [Fact]
    public void OtherFilesStayAsTheyAre()
    {
        byte[] full = Bitmap(40, colours: 256), colour = CraftedFiles.Bitmap(Pictures.Noise(5, 4));

        Assert.Same(full, BitmapPalette.Filled(full));
        Assert.Same(colour, BitmapPalette.Filled(colour));
    }

    [Fact]
    public void NoByteIsTrusted()
    {
        byte[] whole = Bitmap(12, colours: 4);
        for (int at = 2; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] = 0xFF;
            EveryReader.AgreeOn(changed, $"byte {at}");
            EveryReader.AgreeOn(whole[..at], $"{at} bytes");
        }
    }

    private static byte[] Bitmap(int header, int colours)
    {
        int entry = header == 12 ? 3 : 4;
        int start = 14 + header + (entry * colours);
        byte[] file = new byte[start + Pixels.Length];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), start);
        file[14] = (byte)header;
        int size = header == 12 ? 2 : 4;
        (file[18], file[18 + size]) = (4, 2);
        (file[18 + (2 * size)], file[20 + (2 * size)]) = (1, 8);
        for (int i = 0; i < colours; i++)
            ((ReadOnlySpan<byte>)[(byte)(255 - i), 100, (byte)(10 * i)]).CopyTo(file.AsSpan(14 + header + (entry * i)));
        for (int row = 0; row < 2; row++)
            Pixels.AsSpan(4 * (1 - row), 4).CopyTo(file.AsSpan(start + (4 * row)));
        return file;
    }
}
