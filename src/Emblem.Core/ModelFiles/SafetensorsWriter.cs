using System.Buffers.Binary;
using System.Text.Json;
using Emblem.Foundation;

namespace Emblem.ModelFiles;

/// <summary>
/// Writes safetensors files. Equal input gives equal bytes: tensors are ordered by element size and name, metadata by key, and
/// nothing else is stored.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes a file atomically: temporary name, flush, move.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <param name="tensors">In any order; names must differ.</param>
    /// <param name="metadata">Free text for the header, or null.</param>
    /// <exception cref="ArgumentException">
    /// A name appears twice or is <c>__metadata__</c>, or a tensor's bytes do not fit its type and shape.
    /// </exception>
    public static void Write(string path, IReadOnlyCollection<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        foreach (NamedTensor tensor in tensors)
        {
            if (LengthOf(tensor.Name, tensor.Type, tensor.Shape) is var expected && expected != tensor.Bytes.Length)
                throw new ArgumentException($"'{tensor.Name}' needs {expected} bytes for its shape, got {tensor.Bytes.Length}.");
        }

        WriteStreamed(
            path,
            [.. tensors.Select(StreamedTensor.Of)],
            metadata);
    }

    /// <summary>The same for tensors that are asked for their bytes one after the other.</summary>
    internal static void WriteStreamed(string path, IReadOnlyCollection<StreamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        // Larger elements first keeps every tensor aligned to its element, as the official writer does.
        StreamedTensor[] ordered = [.. tensors.OrderByDescending(t => TensorTypes.BitsOf(t.Type)).ThenBy(t => t.Name, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (StreamedTensor tensor in ordered)
            {
                long due = stream.Position + LengthOf(tensor.Name, tensor.Type, tensor.Shape);
                tensor.Write(stream);
                if (stream.Position != due)
                    throw new ArgumentException($"'{tensor.Name}' ended {due - stream.Position} bytes off what its shape needs.");
            }
        });
    }

    private static byte[] Header(StreamedTensor[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
                WriteMetadata(json, metadata);
            long offset = 0;
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (StreamedTensor tensor in tensors)
                offset = WriteEntry(json, tensor, names.Add(tensor.Name), offset);
            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(MetadataKey);
        foreach ((string key, string value) in metadata.OrderBy(item => item.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static long WriteEntry(Utf8JsonWriter json, StreamedTensor tensor, bool isNew, long offset)
    {
        if (!isNew)
            throw new ArgumentException($"Two tensors are named '{tensor.Name}'.");
        if (tensor.Name == MetadataKey)
            throw new ArgumentException($"A tensor is named '{MetadataKey}', which the format keeps for its metadata. Give it another name.");
        long end = offset + LengthOf(tensor.Name, tensor.Type, tensor.Shape);
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", TensorTypes.NameOf(tensor.Type));
        json.WriteStartArray("shape");
        foreach (long side in tensor.Shape)
            json.WriteNumberValue(side);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }

    private static long LengthOf(string name, TensorType type, IReadOnlyList<long> shape) => TensorTypes.BytesOf(type, shape)
        ?? throw new ArgumentException($"'{name}' is {type} {Quoted.Shape(shape)}, which does not fill whole bytes.");
}
