using System.Buffers.Binary;
using System.Text;
using Emblem.ModelFiles.PyTorch;

namespace Emblem.Tests.ModelFiles.PyTorch;

/// <summary>Writes pickles instruction by instruction, honest ones and others.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _bytes = [];

    public PickleWriter(byte protocol = 2) => Op(PickleOpcode.PROTO, protocol);

    public PickleWriter Op(PickleOpcode instruction, params ReadOnlySpan<byte> argument)
    {
        _bytes.Add((byte)instruction);
        _bytes.AddRange(argument);
        return this;
    }

    public PickleWriter Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Op(PickleOpcode.BINUNICODE, [.. BitConverter.GetBytes(bytes.Length), .. bytes]);
    }

    public PickleWriter Integer(long value)
    {
        if (value is >= 0 and <= 255)
            return Op(PickleOpcode.BININT1, (byte)value);
        byte[] bytes = new byte[9];
        bytes[0] = 8;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), value);
        return Op(PickleOpcode.LONG1, bytes);
    }

    public PickleWriter Integers(params long[] values)
    {
        Op(PickleOpcode.MARK);
        foreach (long value in values)
            Integer(value);
        return Op(PickleOpcode.TUPLE);
    }

    public PickleWriter Global(string module, string name) => Op(PickleOpcode.GLOBAL, Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public PickleWriter Dictionary() => Op(PickleOpcode.EMPTY_DICT);

    public PickleWriter Set() => Op(PickleOpcode.SETITEM);

    public PickleWriter OrderedDictionary() => Global("collections", "OrderedDict").Op(PickleOpcode.EMPTY_TUPLE).Op(PickleOpcode.REDUCE);

    /// <summary>A persistent id.</summary>
    /// <param name="storage">What to refer to.</param>
    /// <param name="legacy">Whether to end the id as the older container does.</param>
    public PickleWriter Storage(CraftedStorage storage, bool legacy = false)
    {
        Op(PickleOpcode.MARK).Text("storage").Global(storage.Module, storage.Class).Text(storage.Key).Text("cpu").Integer(storage.Count);
        if (legacy)
            Op(PickleOpcode.NONE);
        return Op(PickleOpcode.TUPLE).Op(PickleOpcode.BINPERSID);
    }

    public PickleWriter Tensor(CraftedStorage storage, long offset, long[] shape, long[] strides, bool legacy = false) =>
        Global("torch._utils", "_rebuild_tensor_v2").Op(PickleOpcode.MARK).Storage(storage, legacy).Integer(offset).Integers(shape).Integers(strides)
            .Op(PickleOpcode.NEWFALSE).OrderedDictionary().Op(PickleOpcode.TUPLE).Op(PickleOpcode.REDUCE);

    /// <summary>The bytes, ended.</summary>
    public byte[] ToArray() => [.. _bytes, (byte)PickleOpcode.STOP];
}

/// <summary>A storage as a pickle names it.</summary>
internal sealed record CraftedStorage(string Key, long Count, string Class = "FloatStorage", string Module = "torch");
