using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Emblem.ModelFiles;
using Emblem.ModelFiles.PyTorch;

namespace Emblem.Tests.ModelFiles.PyTorch;

/// <summary>Puts a crafted pickle and its storages into one of torch's two containers.</summary>
internal static class CraftedFile
{
    /// <summary>A zip archive of stored entries.</summary>
    public static byte[] Zip(byte[] pickle, params (string Key, byte[] Bytes)[] storages) =>
        ZipOf([("a/data.pkl", pickle, CompressionLevel.NoCompression), ("a/byteorder", "little"u8.ToArray(), CompressionLevel.NoCompression),
            .. storages.Select(storage => ($"a/data/{storage.Key}", storage.Bytes, CompressionLevel.NoCompression))]);

    /// <summary>What <c>torch.save</c> writes of a state dictionary of floats and whole numbers.</summary>
    public static byte[] StateDictionary(IReadOnlyList<NamedTensor> state)
    {
        var pickle = new PickleWriter().OrderedDictionary();
        foreach ((int i, NamedTensor tensor) in state.Index())
        {
            long count = TensorTypes.CountOf(tensor.Shape);
            var storage = new CraftedStorage($"{i}", count, tensor.Type == TensorType.I64 ? "LongStorage" : "FloatStorage");
            pickle.Text(tensor.Name).Tensor(storage, 0, [.. tensor.Shape], Strides(tensor.Shape)).Set();
        }

        return Zip(pickle.ToArray(), [.. state.Index().Select(entry => ($"{entry.Index}", entry.Item.Bytes.ToArray()))]);
    }

    public static byte[] ZipOf(params (string Name, byte[] Bytes, CompressionLevel Level)[] entries)
    {
        using var made = new MemoryStream();
        using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes, CompressionLevel level) in entries)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return made.ToArray();
    }

    /// <summary>The container before torch 1.6.</summary>
    public static byte[] Legacy(byte[] pickle, params (string Key, long Count, byte[] Bytes)[] storages)
    {
        var keys = new PickleWriter().Op(PickleOpcode.EMPTY_LIST).Op(PickleOpcode.MARK);
        foreach ((string key, _, _) in storages)
            keys.Text(key);
        return
        [
            .. Magic(), .. new PickleWriter().Integer(1001).ToArray(), .. Machine(littleEndian: true), .. pickle,
            .. keys.Op(PickleOpcode.APPENDS).ToArray(),
            .. storages.SelectMany(storage => (byte[])[.. BitConverter.GetBytes(storage.Count), .. storage.Bytes]),
        ];
    }

    public static byte[] Machine(bool littleEndian) => new PickleWriter().Dictionary().Text("little_endian")
        .Op(littleEndian ? PickleOpcode.NEWTRUE : PickleOpcode.NEWFALSE).Set().ToArray();

    public static byte[] Magic() => new PickleWriter().Op(PickleOpcode.LONG1, [10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]).ToArray();

    /// <summary>Of a tensor in C order.</summary>
    public static long[] Strides(IReadOnlyList<long> shape) =>
        [.. shape.Select((_, i) => shape.Skip(i + 1).Aggregate(1L, (stride, side) => stride * side))];

    /// <summary>Sets a 16-bit field of the directory's record of an entry.</summary>
    public static byte[] Patch(byte[] zip, string name, int field, ushort value)
    {
        byte[] patched = [.. zip];
        int at = zip.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(name)) - 46;
        BinaryPrimitives.WriteUInt16LittleEndian(patched.AsSpan(at + field), value);
        return patched;
    }
}
