using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles;

/// <summary>
/// A safetensors file opened for reading: weights that cannot execute anything. The header, of at most 100 MB, is checked whole on opening;
/// tensors are read or looked at one by one, so memory never holds more than asked for. Safe to read from several threads.
/// </summary>
public sealed class SafetensorsFile : WeightsFile
{
    private const int PrefixLength = 8;
    private readonly SafeFileHandle _file;
    private readonly long _dataStart;
    private readonly Lazy<FileMap> _map;

    private SafetensorsFile(SafeFileHandle file, string path, long dataStart, IReadOnlyList<TensorEntry> entries, IReadOnlyDictionary<string, string> metadata)
        : base(path, entries, metadata)
    {
        _file = file;
        _dataStart = dataStart;
        _map = new Lazy<FileMap>(() => new FileMap(file));
    }

    internal override string Format => "safetensors";

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="ModelFileException">Not a safetensors file or a damaged one; nothing is left open.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static new SafetensorsFile Open(string path) => Open(path, budget: null);

    /// <summary>Opens a file; what it costs is counted in the budget, when one is given.</summary>
    internal static SafetensorsFile Open(string path, ReadingBudget? budget)
    {
        SafeFileHandle file = FileBytes.Open(path);
        try
        {
            long length = RandomAccess.GetLength(file);
            byte[] json = ReadHeaderBytes(file, length);
            long dataStart = PrefixLength + json.Length;
            (IReadOnlyList<TensorEntry> entries, IReadOnlyDictionary<string, string> metadata) =
                SafetensorsHeader.Parse(json, length - dataStart, budget ?? new ReadingBudget(length));
            return new SafetensorsFile(file, path, dataStart, entries, metadata);
        }
        catch (Exception fault) when (fault is FormatFault or JsonException or OverflowException or InvalidOperationException)
        {
            file.Dispose();
            throw (fault as FormatFault ?? new FormatFault(CauseOf(fault))).In(path, "a whole safetensors file");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Reads through the operating system rather than the map: a file that someone cuts short is then an error, not a crash.</remarks>
    public override void Read(TensorEntry entry, Span<byte> destination)
    {
        try
        {
            FileBytes.Read(_file, destination[..checked((int)entry.Length)], _dataStart + entry.Offset);
        }
        catch (FormatFault fault)
        {
            throw new ModelFileDamagedException($"{Path} ended inside '{entry.Name}'; it was changed while being read.", fault);
        }
    }

    /// <summary>
    /// Lends a tensor's bytes where they lie in the memory-mapped file: nothing is copied, and pages are fetched as they are touched. The map
    /// stays for as long as <paramref name="use"/> runs, even if the file is closed meanwhile.
    /// </summary>
    /// <remarks>
    /// For files that nobody changes. A file cut short by another process while <paramref name="use"/> runs ends this process, as
    /// with every memory map; <see cref="Read"/> reports it instead.
    /// </remarks>
    /// <param name="entry">One of <see cref="WeightsFile.Entries"/>, of at most 2 GB.</param>
    /// <param name="use">Gets the bytes, little-endian and in C order; they may not be aligned to their element.</param>
    /// <returns>What <paramref name="use"/> returns.</returns>
    /// <exception cref="ModelFileException">The file has been cut since it was opened.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public TResult View<TResult>(TensorEntry entry, Func<ReadOnlySpan<byte>, TResult> use)
    {
        long at = _dataStart + entry.Offset;
        return RandomAccess.GetLength(_file) >= at + entry.Length
            ? _map.Value.Lend(at, checked((int)entry.Length), use)
            : throw new ModelFileDamagedException($"{Path} now ends before '{entry.Name}' does; it was changed while open.");
    }

    /// <summary>Closes the file.</summary>
    public override void Dispose()
    {
        if (_map.IsValueCreated)
            _map.Value.Dispose();
        _file.Dispose();
    }

    private static string CauseOf(Exception fault) =>
        fault is OverflowException ? "a tensor's shape has more elements than can be counted" : $"the header is not valid JSON ({fault.Message.TrimEnd('.')})";

    private static byte[] ReadHeaderBytes(SafeFileHandle file, long length)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        if (length < PrefixLength)
            throw new FormatFault($"it has {length} bytes, fewer than the {PrefixLength} of the header's length");
        FileBytes.Read(file, prefix, 0);
        ulong claimed = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (claimed > SafetensorsHeader.LongestHeader || (long)claimed > length - PrefixLength)
        {
            throw new FormatFault(
                $"it claims a header of {claimed} bytes, and {length - PrefixLength} follow; at most {SafetensorsHeader.LongestHeader} are allowed");
        }

        byte[] json = new byte[claimed];
        FileBytes.Read(file, json, PrefixLength);
        return json;
    }
}
