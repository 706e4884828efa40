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
    Onnx,
    Index,
}

/// <summary>Tells a file's format by its first bytes; its name does not matter.</summary>
internal static class WeightsFormats
{
    private const int Looked = 16;
    private const int HeaderStart = 8;
    private const byte PickleProtocol = 0x80;

    // An ONNX model's first field is the version of its format, a varint; 64 is twenty years ahead.
    private const byte OnnxVersion = 0x08;
    private const int LatestOnnxVersion = 64;

    /// <summary>The format that the first bytes announce; whether the rest keeps the promise is for its reader to say.</summary>
    /// <exception cref="FormatFault">They announce none.</exception>
    public static WeightsFormat Of(SafeFileHandle file, long length)
    {
        Span<byte> bytes = stackalloc byte[Looked];
        bytes = bytes[..(int)Math.Min(length, Looked)];
        FileBytes.Read(file, bytes, 0);

        // The '{' goes first: the length before it may look like anything, but no other format has a '{' there behind a number so small.
        if (bytes.Length > HeaderStart && bytes[HeaderStart] == (byte)'{' && BinaryPrimitives.ReadUInt64LittleEndian(bytes) <= SafetensorsHeader.LongestHeader)
            return WeightsFormat.Safetensors;
        if (bytes.StartsWith("PK"u8))
            return WeightsFormat.PyTorchZip;
        if (bytes.Length > 1 && bytes[0] == PickleProtocol && bytes[1] is >= 2 and <= 5)
            return WeightsFormat.PyTorchLegacy;
        if (bytes.Length > 2 && bytes[0] == OnnxVersion && bytes[1] is > 0 and <= LatestOnnxVersion && IsOnnxField(bytes[2]))
            return WeightsFormat.Onnx;
        if (bytes.Length > 0 && bytes[0] == (byte)'{')
            return WeightsFormat.Index;
        if (bytes.Length >= Looked && bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
        {
            throw new FormatFault(
                $"it is a text that begins {Quoted.Text(Encoding.ASCII.GetString(bytes))}",
                "If it is a web page or a pointer of Git LFS, download the file that it stands for.");
        }

        throw new FormatFault(length == 0 ? "it is empty" : $"it begins {Convert.ToHexStringLower(bytes)}, as no known format does");
    }

    /// <summary>Whether a byte is a field that follows the version in an ONNX model: producer, domain, version, text, graph, operator set, metadata.</summary>
    private static bool IsOnnxField(byte tag) => tag is 0x12 or 0x1a or 0x22 or 0x28 or 0x32 or 0x3a or 0x42 or 0x72;
}
