using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Emblem.Tests.Support;

/// <summary>Reads float32 and byte tensors of a well-formed safetensors file; knows nothing of broken ones.</summary>
internal sealed class SafetensorsForTests
{
    private readonly byte[] _bytes;
    private readonly int _dataStart;
    private readonly JsonElement _header;

    public SafetensorsForTests(string path)
    {
        _bytes = File.ReadAllBytes(path);
        int headerLength = checked((int)BinaryPrimitives.ReadInt64LittleEndian(_bytes));
        _dataStart = 8 + headerLength;
        _header = JsonDocument.Parse(_bytes.AsMemory(8, headerLength)).RootElement;
    }

    public bool Has(string name) => _header.TryGetProperty(name, out _);

    public int[] Shape(string name) => [.. _header.GetProperty(name).GetProperty("shape").EnumerateArray().Select(side => side.GetInt32())];

    public float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(Data(name, "F32")).ToArray();

    public byte[] Bytes(string name) => Data(name, "U8").ToArray();

    private ReadOnlySpan<byte> Data(string name, string type)
    {
        JsonElement entry = _header.GetProperty(name);
        Assert.Equal(type, entry.GetProperty("dtype").GetString());
        JsonElement offsets = entry.GetProperty("data_offsets");
        int start = _dataStart + offsets[0].GetInt32();
        int end = _dataStart + offsets[1].GetInt32();
        return _bytes.AsSpan(start, end - start);
    }
}
