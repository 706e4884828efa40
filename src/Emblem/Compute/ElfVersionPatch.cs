using System.Buffers.Binary;
using System.Text;

namespace Emblem.Compute;

/// <summary>
/// Marks one version that an ELF library asks of another as weak, so that a loader whose libraries are older accepts it.
/// Layouts are those of the System V ABI and of Linux Standard Base 5.0, "Symbol Versioning"; nothing is found by fixed offset.
/// </summary>
/// <remarks>
/// The version may only be a marker: every symbol bound to it must be on the caller's list of symbols that are never called.
/// Anything else is refused, since a weak version would turn a clear error at loading into a crash later.
/// </remarks>
internal static class ElfVersionPatch
{
    private const uint SectionDynamicSymbols = 11;
    private const uint SectionVersionsNeeded = 0x6ffffffe;
    private const uint SectionSymbolVersions = 0x6fffffff;
    private const ushort WeakVersion = 2;
    private const int SymbolSize = 24;

    /// <summary>A patched copy of the library; equal to it when the version is weak already.</summary>
    /// <param name="library">The whole file: 64-bit, little-endian.</param>
    /// <param name="version">The needed version, for example <c>GLIBCXX_3.4.32</c>.</param>
    /// <param name="markers">Names of the symbols that may be bound to it.</param>
    /// <exception cref="InvalidDataException">Not such a file, the version is not needed exactly once, or another symbol needs it.</exception>
    public static byte[] MakeWeak(ReadOnlySpan<byte> library, string version, params ReadOnlySpan<string> markers)
    {
        byte[] copy = library.ToArray();
        try
        {
            IReadOnlyList<Section> sections = ReadSections(copy);
            int entry = FindNeeded(copy, sections, version);
            RequireMarkersOnly(copy, sections, Read16(copy, entry + 6), version, markers);
            BinaryPrimitives.WriteUInt16LittleEndian(copy.AsSpan(entry + 4), (ushort)(Read16(copy, entry + 4) | WeakVersion));
            return copy;
        }
        catch (Exception fault) when (fault is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The library's tables point outside the file.", fault);
        }
    }

    private static IReadOnlyList<Section> ReadSections(byte[] file)
    {
        ReadOnlySpan<byte> magic = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        if (!file.AsSpan().StartsWith(magic))
            throw new InvalidDataException("Not a 64-bit little-endian ELF file.");
        int table = checked((int)Read64(file, 0x28));
        int size = Read16(file, 0x3A);
        int count = Read16(file, 0x3C);
        if (size < 64 || count == 0 || table + ((long)size * count) > file.Length)
            throw new InvalidDataException("The ELF file has no whole section table.");
        var sections = new List<Section>(count);
        for (int i = 0; i < count; i++)
        {
            int at = table + (i * size);
            sections.Add(new Section(
                Read32(file, at + 4),
                checked((int)Read64(file, at + 24)),
                Read64(file, at + 32),
                checked((int)Read32(file, at + 40))));
        }

        return sections;
    }

    /// <summary>The offset of the one version entry of that name: a <c>Vernaux</c> of { hash 4, flags 2, index 2, name 4, next 4 }.</summary>
    private static int FindNeeded(byte[] file, IReadOnlyList<Section> sections, string version)
    {
        Section needed = Only(sections, SectionVersionsNeeded, ".gnu.version_r");
        Section names = sections[needed.Link];
        var found = new List<int>();
        for (int library = needed.Offset, step = 1; step != 0; library += step)
        {
            for (int entry = library + checked((int)Read32(file, library + 8)), next = 1; next != 0; entry += next)
            {
                if (ReadName(file, names, Read32(file, entry + 8)) == version)
                    found.Add(entry);
                next = Forward(Read32(file, entry + 12));
            }

            step = Forward(Read32(file, library + 12));
        }

        return found.Count == 1
            ? found[0]
            : throw new InvalidDataException($"The library needs {version} {found.Count} times; exactly one was expected.");
    }

    private static void RequireMarkersOnly(
        byte[] file, IReadOnlyList<Section> sections, ushort index, string version, ReadOnlySpan<string> markers)
    {
        Section symbols = Only(sections, SectionDynamicSymbols, ".dynsym");
        Section versions = Only(sections, SectionSymbolVersions, ".gnu.version");
        Section names = sections[symbols.Link];
        for (int i = 0; i < checked((int)symbols.Size) / SymbolSize; i++)
        {
            if ((Read16(file, versions.Offset + (i * 2)) & 0x7FFF) != index)
                continue;
            string name = ReadName(file, names, Read32(file, symbols.Offset + (i * SymbolSize)));
            if (!markers.Contains(name))
                throw new InvalidDataException($"The symbol {name} needs {version}, and is not known to be a mere marker.");
        }
    }

    private static Section Only(IReadOnlyList<Section> sections, uint kind, string name)
    {
        Section[] found = [.. sections.Where(section => section.Kind == kind)];
        return found.Length == 1 ? found[0] : throw new InvalidDataException($"Expected one {name} section, found {found.Length}.");
    }

    private static string ReadName(byte[] file, Section names, uint offset)
    {
        ReadOnlySpan<byte> rest = file.AsSpan(checked(names.Offset + (int)offset));
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    /// <summary>Links between entries only lead forward; one that does not would make a circle.</summary>
    private static int Forward(uint step) => checked((int)step);

    private static ushort Read16(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private static uint Read32(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private static ulong Read64(byte[] file, int at) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));

    private readonly record struct Section(uint Kind, int Offset, ulong Size, int Link);
}
