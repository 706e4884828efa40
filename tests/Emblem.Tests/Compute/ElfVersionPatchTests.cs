using System.Buffers.Binary;
using System.Text;
using Emblem.Compute;

namespace Emblem.Tests.Compute;

public sealed class ElfVersionPatchTests
{
    private const string Version = "NEW_2.0";

    [Fact]
    public void MarksOnlyTheAskedEntry()
    {
        SmallElf elf = SmallElf.Make();

        byte[] patched = ElfVersionPatch.MakeWeak(elf.Bytes, Version, "marker");

        int[] changed = [.. Enumerable.Range(0, patched.Length).Where(i => patched[i] != elf.Bytes[i])];
        Assert.Equal([elf.FlagsOf(Version)], changed);
        Assert.Equal(2, BinaryPrimitives.ReadUInt16LittleEndian(patched.AsSpan(elf.FlagsOf(Version))));
    }

    [Fact]
    public void KeepsOtherFlags()
    {
        SmallElf elf = SmallElf.Make();
        elf.Bytes[elf.FlagsOf(Version)] = 1;

        byte[] patched = ElfVersionPatch.MakeWeak(elf.Bytes, Version, "marker");

        Assert.Equal(3, patched[elf.FlagsOf(Version)]);
    }

    [Fact]
    public void IsIdempotent()
    {
        byte[] once = ElfVersionPatch.MakeWeak(SmallElf.Make().Bytes, Version, "marker");

        Assert.Equal(once, ElfVersionPatch.MakeWeak(once, Version, "marker"));
    }

    [Fact]
    public void RefusesASymbolThatIsNoMarker()
    {
        var fault = Assert.Throws<InvalidDataException>(() => ElfVersionPatch.MakeWeak(SmallElf.Make().Bytes, Version, "other"));

        Assert.Contains("marker", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesAVersionThatIsNotNeeded() =>
        Assert.Throws<InvalidDataException>(() => ElfVersionPatch.MakeWeak(SmallElf.Make().Bytes, "NEW_9", "marker"));

    [Fact]
    public void RefusesAVersionNeededTwice() =>
        Assert.Throws<InvalidDataException>(() => ElfVersionPatch.MakeWeak(SmallElf.Make("NEW_2.0", "NEW_2.0").Bytes, Version, "marker"));

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(0, 0)]
    public void RefusesOtherFiles(int offset, byte value)
    {
        byte[] bytes = SmallElf.Make().Bytes;
        bytes[offset] = value;

        Assert.Throws<InvalidDataException>(() => ElfVersionPatch.MakeWeak(bytes, Version, "marker"));
    }

    [Fact]
    public void RefusesEveryTruncation()
    {
        byte[] bytes = SmallElf.Make().Bytes;
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => ElfVersionPatch.MakeWeak(bytes.AsSpan(0, length), Version, "marker"));
    }

    /// <summary>
    /// The smallest file with the three tables: strings, two symbols bound to the two versions, one library that needs both.
    /// </summary>
    private sealed class SmallElf(byte[] bytes, Dictionary<string, int> flags)
    {
        public byte[] Bytes => bytes;

        public int FlagsOf(string version) => flags[version];

        public static SmallElf Make(string first = "OLD_1.0", string second = "NEW_2.0")
        {
            byte[] names = Encoding.ASCII.GetBytes($"\0used\0marker\0libx.so\0{first}\0{second}\0");
            int NameAt(string name) => Encoding.ASCII.GetString(names).IndexOf($"\0{name}\0", StringComparison.Ordinal) + 1;
            var flags = new Dictionary<string, int>();
            var file = new List<byte>(new byte[64]);

            int namesAt = Append(file, names);
            int symbolsAt = Append(file, [.. Symbol(0), .. Symbol(NameAt("used")), .. Symbol(NameAt("marker"))]);
            int versionsAt = Append(file, [0, 0, 2, 0, 3, 0]);
            int neededAt = Append(file, [.. U16(1), .. U16(2), .. U32(NameAt("libx.so")), .. U32(16), .. U32(0)]);
            flags[first] = file.Count + 4;
            Append(file, [.. U32(7), .. U16(0), .. U16(2), .. U32(NameAt(first)), .. U32(16)]);
            flags[second] = file.Count + 4;
            Append(file, [.. U32(8), .. U16(0), .. U16(3), .. U32(NameAt(second)), .. U32(0)]);
            int table = Append(file,
            [
                .. Section(0, 0, 0, 0),
                .. Section(3, namesAt, names.Length, 0),
                .. Section(11, symbolsAt, 72, 1),
                .. Section(0x6fffffff, versionsAt, 6, 2),
                .. Section(0x6ffffffe, neededAt, 48, 1),
            ]);

            byte[] made = [.. file];
            ((byte[])[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(made, 0);
            BinaryPrimitives.WriteUInt64LittleEndian(made.AsSpan(0x28), (ulong)table);
            BinaryPrimitives.WriteUInt16LittleEndian(made.AsSpan(0x3A), 64);
            BinaryPrimitives.WriteUInt16LittleEndian(made.AsSpan(0x3C), 5);
            return new SmallElf(made, flags);
        }

        private static int Append(List<byte> file, byte[] part)
        {
            int at = file.Count;
            file.AddRange(part);
            return at;
        }

        private static byte[] Symbol(int name) => [.. U32(name), .. new byte[20]];

        private static byte[] Section(uint kind, int offset, int size, int link) =>
            [.. U32(0), .. U32((int)kind), .. new byte[16], .. U64(offset), .. U64(size), .. U32(link), .. new byte[20]];

        private static byte[] U16(int value) => BitConverter.GetBytes((ushort)value);

        private static byte[] U32(int value) => BitConverter.GetBytes(value);

        private static byte[] U64(long value) => BitConverter.GetBytes(value);
    }
}
