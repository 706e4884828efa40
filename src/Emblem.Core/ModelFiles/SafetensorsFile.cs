using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles;

/// <summary>
/// A safetensors file opened for reading: weights that cannot execute anything. The header is checked whole on opening; tensors
/// are read one by one, so memory never holds more than asked for. Safe to read from several threads.
/// </summary>
public sealed class SafetensorsFile : WeightsFile
{
    private const int PrefixLength = 8;
    private readonly SafeFileHandle _file;
    private readonly long _dataStart;

    private SafetensorsFile(SafeFileHandle file, string path, long dataStart, IReadOnlyList<TensorEntry> entries, IReadOnlyDictionary<string, string> metadata)
        : base(path, entries, metadata)
    {
        _file = file;
        _dataStart = dataStart;
    }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="ModelFileException">Not a safetensors file or a damaged one; nothing is left open.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static new SafetensorsFile Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            long length = RandomAccess.GetLength(file);
            byte[] json = ReadHeaderBytes(file, length);
            long dataStart = PrefixLength + json.Length;
            (IReadOnlyList<TensorEntry> entries, IReadOnlyDictionary<string, string> metadata) = SafetensorsHeader.Parse(json, length - dataStart);
            return new SafetensorsFile(file, path, dataStart, entries, metadata);
        }
        catch (Exception fault) when (fault is FormatException or JsonException or OverflowException or DecoderFallbackException or InvalidOperationException)
        {
            file.Dispose();
            throw new ModelFileException($"{path} is not a whole safetensors file: {fault.Message}.", fault);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Read(TensorEntry entry, Span<byte> destination)
    {
        Span<byte> rest = destination[..checked((int)entry.Length)];
        long at = _dataStart + entry.Offset;
        while (rest.Length > 0)
        {
            int read = RandomAccess.Read(_file, rest, at);
            if (read == 0)
                throw new ModelFileException($"{Path} ended inside '{entry.Name}'; it was changed while being read.");
            rest = rest[read..];
            at += read;
        }
    }

    /// <summary>Closes the file.</summary>
    public override void Dispose() => _file.Dispose();

    private static byte[] ReadHeaderBytes(SafeFileHandle file, long length)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        if (length < PrefixLength || RandomAccess.Read(file, prefix, 0) < PrefixLength)
            throw new FormatException($"it has {length} bytes, fewer than the {PrefixLength} of the header's length");
        ulong claimed = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (claimed > SafetensorsHeader.LongestHeader || (long)claimed > length - PrefixLength)
            throw new FormatException($"it claims a header of {claimed} bytes, and {length - PrefixLength} follow");
        byte[] json = new byte[claimed];
        int read = RandomAccess.Read(file, json, PrefixLength);
        return read == json.Length ? json : throw new FormatException("the header could not be read whole");
    }
}
