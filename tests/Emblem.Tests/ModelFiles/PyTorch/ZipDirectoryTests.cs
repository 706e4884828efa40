using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles.PyTorch;

/// <summary>Archives beyond 4 GB keep sizes and places in 64-bit fields; a small one may do so too.</summary>
public sealed class ZipDirectoryTests
{
    private static readonly byte[] Pickle =
        new PickleWriter().Dictionary().Text("w").Tensor(new CraftedStorage("0", 2, "ByteStorage"), 0, [2], [1]).Set().ToArray();

    [Fact]
    public void SixtyFourBitFieldsAreRead()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("wide.pth");
        File.WriteAllBytes(path, Wide(countThere: 2));

        using PyTorchFile file = PyTorchFile.Open(path);

        Assert.Equal([7, 8], TensorValues.Bytes(file, file.Find("w")!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void ACountThatIsNotTrueIsRefused(long countThere)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("wide.pth");
        File.WriteAllBytes(path, Wide(countThere));

        var fault = Assert.ThrowsAny<ModelFileException>(() => PyTorchFile.Open(path));

        Assert.Contains("zip directory", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Wide(long countThere)
    {
        using var made = new MemoryStream();
        using var writer = new BinaryWriter(made);
        (string Name, byte[] Bytes)[] entries = [("a/data.pkl", Pickle), ("a/data/0", [7, 8])];
        long[] places = new long[entries.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            places[i] = made.Position;
            writer.Write(0x04034b50);
            writer.Write(new byte[22]);
            writer.Write((ushort)entries[i].Name.Length);
            writer.Write((ushort)0);
            writer.Write(entries[i].Name.ToCharArray());
            writer.Write(entries[i].Bytes);
        }

        long directory = made.Position;
        for (int i = 0; i < entries.Length; i++)
        {
            writer.Write(0x02014b50);
            writer.Write(new byte[16]);
            writer.Write(uint.MaxValue);
            writer.Write(uint.MaxValue);
            writer.Write((ushort)entries[i].Name.Length);
            writer.Write((ushort)28);
            writer.Write(new byte[10]);
            writer.Write(uint.MaxValue);
            writer.Write(entries[i].Name.ToCharArray());
            writer.Write((ushort)1);
            writer.Write((ushort)24);
            writer.Write((long)entries[i].Bytes.Length);
            writer.Write((long)entries[i].Bytes.Length);
            writer.Write(places[i]);
        }

        long end = made.Position;
        writer.Write(0x06064b50);
        writer.Write(44L);
        writer.Write(new byte[12]);
        writer.Write(countThere);
        writer.Write(countThere);
        writer.Write(end - directory);
        writer.Write(directory);
        writer.Write(0x07064b50);
        writer.Write(0);
        writer.Write(end);
        writer.Write(1);
        writer.Write(0x06054b50);
        writer.Write(0);
        writer.Write(ushort.MaxValue);
        writer.Write(ushort.MaxValue);
        writer.Write(uint.MaxValue);
        writer.Write(uint.MaxValue);
        writer.Write((ushort)0);
        return made.ToArray();
    }
}
