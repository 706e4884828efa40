using System.Runtime.InteropServices;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.ModelFiles.Protobuf;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles.Onnx;

public sealed class OnnxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatWasWrittenIsReadInItsOrder()
    {
        NamedTensor[] tensors =
        [
            new("layer1.0.conv1.weight", TensorType.F32, [2, 3], MemoryMarshal.AsBytes<float>([1, -2, 3.5f, 4, 5, 6]).ToArray()),
            new("a scalar", TensorType.I64, [], BitConverter.GetBytes(-7L)),
            new("nothing", TensorType.F32, [0, 4], Array.Empty<byte>()),
            new("β", TensorType.BF16, [2], new byte[] { 1, 2, 3, 4 }),
        ];
        ProtoMessage graph = OnnxWriter.Graph(tensors.Select(OnnxWriter.Plain));
        graph.Node("Conv", ["x", "layer1.0.conv1.weight"], ["y"], ("strides", [2, 2]), ("pads", [3, 3, 2, 2]));

        using OnnxFile file = Open(OnnxWriter.Model(graph, "a program", model => Metadata(model, "licence", "MIT")));

        Assert.Equal(tensors.Select(tensor => (tensor.Name, tensor.Type)), file.Entries.Select(entry => (entry.Name, entry.Type)));
        Assert.All(tensors, tensor =>
        {
            Assert.Equal(tensor.Shape, file.Find(tensor.Name)!.Shape);
            Assert.Equal(tensor.Bytes.ToArray(), TensorValues.Bytes(file, file.Find(tensor.Name)!));
        });
        Assert.Equal(("a program", "MIT"), (file.Producer, file.Metadata["licence"]));
        OnnxNode node = Assert.Single(file.Nodes);
        Assert.Equal(("Conv", "x layer1.0.conv1.weight", "y"), (node.Operation, string.Join(' ', node.Inputs), string.Join(' ', node.Outputs)));
        Assert.Equal([3, 3, 2, 2], node.Attributes["pads"].Wholes);
    }

    /// <summary>Elements one by one: packed or each with its tag, in the field that belongs to the type.</summary>
    [Theory]
    [InlineData(TensorType.F16, 5)]
    [InlineData(TensorType.BF16, 5)]
    [InlineData(TensorType.I8, 5)]
    [InlineData(TensorType.U8, 5)]
    [InlineData(TensorType.I16, 5)]
    [InlineData(TensorType.U16, 5)]
    [InlineData(TensorType.I32, 5)]
    [InlineData(TensorType.Bool, 5)]
    [InlineData(TensorType.I64, 7)]
    [InlineData(TensorType.U32, 11)]
    [InlineData(TensorType.U64, 11)]
    public void WholeNumbersAreDecoded(TensorType type, int field)
    {
        long[] values = type is TensorType.I8 or TensorType.I16 or TensorType.I32 or TensorType.I64 ? [1, -1, 100, -100] : [1, 0, 1, 1];
        ProtoMessage packed = OnnxWriter.Described("packed", OnnxWriter.NumberOf(type), 2, 2);
        packed.Wholes(field, values);
        ProtoMessage single = OnnxWriter.Described("single", OnnxWriter.NumberOf(type), 4);
        foreach (long value in values)
            single.Whole(field, value);

        using OnnxFile file = Open(OnnxWriter.Model(OnnxWriter.Graph(packed, single)));

        byte[] expected = [.. values.SelectMany(value => BitConverter.GetBytes(value).Take(TensorTypes.BitsOf(type) / 8))];
        Assert.All(file.Entries, entry => Assert.Equal(expected, TensorValues.Bytes(file, entry)));
    }

    [Fact]
    public void SinglesAndDoublesAreCopied()
    {
        ProtoMessage packed = OnnxWriter.Described("packed", 1, 3);
        packed.Blob(4, MemoryMarshal.AsBytes<float>([1, 2, 3]));
        ProtoMessage parts = OnnxWriter.Described("parts", 1, 3);
        parts.Float(4, 1);
        parts.Blob(4, MemoryMarshal.AsBytes<float>([2, 3]));
        ProtoMessage doubles = OnnxWriter.Described("doubles", 11, 2);
        doubles.Double(10, 0.5);
        doubles.Double(10, -0.25);

        using OnnxFile file = Open(OnnxWriter.Model(OnnxWriter.Graph(packed, parts, doubles)));

        Assert.Equal([1, 2, 3], MemoryMarshal.Cast<byte, float>(TensorValues.Bytes(file, file.Find("packed")!)).ToArray());
        Assert.Equal([1, 2, 3], MemoryMarshal.Cast<byte, float>(TensorValues.Bytes(file, file.Find("parts")!)).ToArray());
        Assert.Equal([0.5, -0.25], MemoryMarshal.Cast<byte, double>(TensorValues.Bytes(file, file.Find("doubles")!)).ToArray());
    }

    /// <summary>What other programs add later, and graphs in operations, are no business of the weights.</summary>
    [Fact]
    public void WhatIsNotKnownIsSteppedOver()
    {
        ProtoMessage tensor = OnnxWriter.Plain(new("w", TensorType.U8, [1], new byte[] { 9 }));
        tensor.Double(77, 1);
        ProtoMessage graph = OnnxWriter.Graph(tensor);
        graph.Text(10, "a text about the graph");
        graph.Float(99, 1);

        using OnnxFile file = Open(OnnxWriter.Model(graph, more: model => model.Whole(5, long.MinValue)));

        Assert.Equal([9], TensorValues.Bytes(file, Assert.Single(file.Entries)));
    }

    /// <summary>Files of more than 2 GB are stepped through like others: a hole costs no disk.</summary>
    [Fact]
    public void AFileOfGigabytesOpensInNoTime()
    {
        string path = _folder.Create("large.onnx");
        const long Elements = 3L << 30;
        byte[] small = OnnxWriter.Plain(new("small", TensorType.U8, [1], new byte[] { 9 })).Bytes;
        byte[] described = OnnxWriter.Described("large", 2, Elements).Bytes;
        using (FileStream stream = File.Create(path))
        {
            byte[] head = [.. described, (9 << 3) | 2, .. Varint(Elements)];
            long tensor = head.Length + Elements;
            byte[] before = [(5 << 3) | 2, .. Varint(tensor), .. head];
            byte[] after = [(5 << 3) | 2, .. Varint(small.Length), .. small];
            stream.Write([0x08, 8, (7 << 3) | 2, .. Varint(before.Length + Elements + after.Length), .. before]);
            stream.Seek(Elements, SeekOrigin.Current);
            stream.Write(after);
        }

        using var file = OnnxFile.Open(path);

        Assert.Equal(Elements, file.Find("large")!.Length);
        Assert.Equal([9], TensorValues.Bytes(file, file.Find("small")!));
    }

    [Fact]
    public void AFileThatIsCutWhileOpenIsAnError()
    {
        string path = _folder.Create("cut.onnx");
        File.WriteAllBytes(path, OnnxWriter.Model(OnnxWriter.Graph(OnnxWriter.Plain(new("w", TensorType.U8, [100], new byte[100])))));
        using var file = OnnxFile.Open(path);
        using (FileStream stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            stream.SetLength(60);

        var fault = Assert.ThrowsAny<ModelFileException>(() => TensorValues.Bytes(file, file.Entries[0]));

        Assert.Contains("Was the file changed", fault.Message, StringComparison.Ordinal);
    }

    private static void Metadata(ProtoMessage model, string key, string value)
    {
        var pair = new ProtoMessage();
        pair.Text(1, key);
        pair.Text(2, value);
        model.Message(14, pair);
    }

    private static byte[] Varint(long value)
    {
        var message = new ProtoMessage();
        message.Whole(1, value);
        return message.Bytes[1..];
    }

    private OnnxFile Open(byte[] bytes)
    {
        string path = _folder.Create("model.onnx");
        File.WriteAllBytes(path, bytes);
        return OnnxFile.Open(path);
    }
}
