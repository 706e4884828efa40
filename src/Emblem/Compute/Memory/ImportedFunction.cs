using System.Runtime.InteropServices;

namespace Emblem.Compute.Memory;

/// <summary>
/// A function that a loaded ELF library calls in another, by the slot that its calls go through (its procedure linkage table: System V ABI, chapter 5).
/// </summary>
internal sealed unsafe class ImportedFunction
{
    private const int LinkMapRequest = 2;

    // Elf64_Dyn { tag, value }, Elf64_Rela { offset, info, addend }, Elf64_Sym, whose first field is the offset of its name.
    private const int RelocationSize = 24;
    private const int SymbolIndexAt = 12;
    private const int SymbolSize = 24;

    private readonly nint* _slot;

    private ImportedFunction(nint* slot) => _slot = slot;

    private enum Tag
    {
        End = 0,
        RelocationsSize = 2,
        Names = 5,
        Symbols = 6,
        Relocations = 23,
        BindAtOnce = 24,
        Flags = 30,
        FlagsOne = 0x6ffffffb,
    }

    /// <summary>Where the library's calls go. Until the first of them it may be the loader's own, which puts the function there.</summary>
    public nint Target => Volatile.Read(ref *_slot);

    /// <summary>Finds it.</summary>
    /// <param name="library">The loader's handle, as <see cref="NativeLibrary.Load(string)"/> gives it.</param>
    /// <param name="name">The function's name in the library that has it.</param>
    /// <returns>Null where it calls no such function, or was linked so that the loader closes the table to writing.</returns>
    public static ImportedFunction? Find(nint library, string name)
    {
        nint map = 0;
        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "dlinfo", out nint dlinfo)
            || ((delegate* unmanaged<nint, int, nint*, int>)dlinfo)(library, LinkMapRequest, &map) != 0)
            return null;

        // A link_map begins with the address that the library was loaded at, its name, and its dynamic section.
        var loadedAt = (byte*)((nint*)map)[0];
        Dictionary<Tag, nint> dynamic = ReadDynamic(((nint**)map)[2]);
        if (IsClosed(dynamic) || !dynamic.TryGetValue(Tag.Relocations, out nint relocations))
            return null;
        byte* symbols = Absolute(dynamic[Tag.Symbols], loadedAt);
        byte* names = Absolute(dynamic[Tag.Names], loadedAt);
        byte* first = Absolute(relocations, loadedAt);
        for (byte* entry = first; entry < first + dynamic[Tag.RelocationsSize]; entry += RelocationSize)
        {
            byte* symbol = symbols + (*(uint*)(entry + SymbolIndexAt) * (long)SymbolSize);
            if (Marshal.PtrToStringUTF8((nint)(names + *(uint*)symbol)) == name)
                return new ImportedFunction((nint*)(loadedAt + *(nint*)entry));
        }

        return null;
    }

    /// <summary>From now on the library's calls go there; one that another thread is making may still go where they went.</summary>
    public void Become(nint function) => Volatile.Write(ref *_slot, function);

    private static Dictionary<Tag, nint> ReadDynamic(nint* entry)
    {
        var found = new Dictionary<Tag, nint>();
        for (; entry[0] != (nint)Tag.End; entry += 2)
            found[(Tag)entry[0]] = entry[1];
        return found;
    }

    private static bool IsClosed(Dictionary<Tag, nint> dynamic)
    {
        const nint now = 8;
        const nint nowOne = 1;
        return dynamic.ContainsKey(Tag.BindAtOnce)
            || (dynamic.GetValueOrDefault(Tag.Flags) & now) != 0
            || (dynamic.GetValueOrDefault(Tag.FlagsOne) & nowOne) != 0;
    }

    /// <summary>glibc writes addresses over the section's offsets, other loaders leave it as it is.</summary>
    private static byte* Absolute(nint value, byte* loadedAt) => (byte*)value < loadedAt ? loadedAt + value : (byte*)value;
}
