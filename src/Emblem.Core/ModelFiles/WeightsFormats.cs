using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles;

/// <summary>The formats that a weights file can have.</summary>
internal enum WeightsFormat
{
    Safetensors,
    PyTorchZip,
    PyTorchLegacy,
}

/// <summary>Tells a file's format by its first bytes; its name does not matter.</summary>
internal static class WeightsFormats
{
    private const int Looked = 16;
    private const int HeaderStart = 8;
    private const byte PickleProtocol = 0x80;

    /// <summary>The format that the first bytes announce; whether the rest keeps the promise is for its reader to say.</summary>
    /// <exception cref="FormatFault">They announce none.</exception>
    public static WeightsFormat Of(SafeFileHandle file, long length)
    {
        Span<byte> bytes = stackalloc byte[Looked];
        bytes = bytes[..(int)Math.Min(length, Looked)];
        FileBytes.Read(file, bytes, 0);

        // The '{' goes first: the length before it may look like anything, but neither of the other formats has a '{' there.
        if (bytes.Length > HeaderStart && bytes[HeaderStart] == (byte)'{' && BinaryPrimitives.ReadUInt64LittleEndian(bytes) <= SafetensorsHeader.LongestHeader)
            return WeightsFormat.Safetensors;
        if (bytes.StartsWith("PK"u8))
            return WeightsFormat.PyTorchZip;
        if (bytes.Length > 1 && bytes[0] == PickleProtocol && bytes[1] is >= 2 and <= 5)
            return WeightsFormat.PyTorchLegacy;
        if (bytes.Length >= Looked && bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
        {
            throw new FormatFault(
                $"it is a text that begins {Quoted.Text(Encoding.ASCII.GetString(bytes))}",
                "If it is a web page or a pointer of Git LFS, download the file that it stands for.");
        }

        throw new FormatFault(length == 0 ? "it is empty" : $"it begins {Convert.ToHexStringLower(bytes)}, as neither format does");
    }
}
