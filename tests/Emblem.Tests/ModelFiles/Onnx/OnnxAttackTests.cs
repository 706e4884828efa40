using Emblem.ModelFiles;
using Emblem.ModelFiles.Protobuf;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles.Onnx;

/// <summary>Models made to harm or damaged: each is refused naming the cause, at a cost of at most twice the file's size and 16 MB.</summary>
public sealed class OnnxAttackTests
{
    private const long Allowance = 16 << 20;
    private static readonly byte[] Endless = [.. Enumerable.Repeat((byte)0xff, 12)];

    private static readonly Dictionary<string, (Func<byte[]> Make, string Says)> Attacks = new()
    {
        ["a length past the file's end"] = (() => Raw(0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f), "has 4294967295 bytes"),
        ["a length of 64 bits"] = (() => Raw(0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1), "has 18446744073709551615 bytes"),
        ["a varint without an end"] = (() => Raw([0x28, .. Endless]), "does not end within it"),
        ["a varint of 65 bits"] = (() => Raw(0x28, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2, 0), "more than 64 bits"),
        ["a varint cut by the file's end"] = (() => Raw(0x28, 0x80), "does not end within it"),
        ["a field number of 0"] = (() => Raw(0x12, 0, 0x02, 0), "the field number 0"),
        ["a field number of 2^29"] = (() => Raw(0x12, 0, 0x80, 0x80, 0x80, 0x80, 0x10, 0), "the field number 536870912"),
        ["a group"] = (() => Raw(0x12, 0, 0x3b, 0x3c), "the wire type 3"),
        ["a graph that is a number"] = (() => Raw(0x12, 0, 0x38, 1), "wire type Varint"),
        ["no graph"] = (() => Raw(0x12, 1, (byte)'x'), "has no graph"),
        ["two graphs"] = (() => OnnxWriter.Model(Whole(), more: model => model.Message(7, Whole())), "more than one graph"),
        ["no initializers"] = (() => OnnxWriter.Model(OnnxWriter.Graph()), "holds no weights"),
        ["cut in the middle"] = (() => OnnxWriter.Model(Whole())[..^20], "cut short"),
        ["a name twice"] = (() => OnnxWriter.Model(OnnxWriter.Graph(Floats(4), Floats(4))), "the name 'w' appears twice"),
        ["no name"] = (() => Tensor("", 1, [1], tensor => tensor.Float(4, 1)), "without a name"),
        ["two names"] = (() => Tensor("w", 1, [1], tensor => tensor.Text(8, "v")), "'w' has more than one name"),
        ["a name that is not UTF-8"] = (() => Tensor("", 1, [1], tensor => tensor.Blob(8, [0xff, 0xfe])), "is not UTF-8"),
        ["a name of a megabyte"] = (() => Tensor(new string('n', 1 << 20), 1, [1]), "at most 65536 are read"),
        ["a negative side"] = (() => Tensor("w", 1, [-1]), "'w' has the shape [-1], and sides are not negative"),
        ["65 sides"] = (() => Tensor("w", 1, [.. Enumerable.Repeat(1L, 65)]), "more than 64 sides"),
        ["more elements than can be counted"] = (() => Tensor("w", 1, [1L << 40, 1L << 40]), "more elements than can be counted"),
        ["more bytes than can be counted"] = (() => Tensor("w", 1, [1L << 60]), "more elements than can be counted"),
        ["elements for terabytes"] = (() => Tensor("w", 1, [1L << 40], tensor => tensor.Float(4, 1)), "which takes 4398046511104 bytes, and its elements take 4"),
        ["fewer bytes than the shape"] = (() => Tensor("w", 1, [2], tensor => tensor.Blob(9, new byte[4])), "takes 8 bytes, and its elements take 4"),
        ["more bytes than the shape"] = (() => Tensor("w", 1, [1], tensor => tensor.Blob(9, new byte[5])), "takes 4 bytes, and its elements take 5"),
        ["no elements"] = (() => Tensor("w", 1, [1]), "takes 4 bytes, and its elements take 0"),
        ["elements twice"] = (
            () => Tensor("w", 1, [1], tensor => { tensor.Float(4, 1); tensor.Blob(9, new byte[4]); }), "its elements twice"),
        ["elements in two fields"] = (
            () => Tensor("w", 1, [1], tensor => { tensor.Float(4, 1); tensor.Double(10, 1); }), "more than one list of elements"),
        ["elements in another type's field"] = (() => Tensor("w", 1, [1], tensor => tensor.Double(10, 1)), "in field 10, where 4 was expected"),
        ["elements of another width"] = (() => Tensor("w", 1, [1], tensor => tensor.Double(4, 1)), "wire type Fixed64"),
        ["a row that is no whole numbers"] = (() => Tensor("w", 1, [1], tensor => tensor.Blob(4, new byte[5])), "5 bytes for numbers of 4 bytes"),
        ["plain bytes twice"] = (
            () => Tensor("w", 1, [1], tensor => { tensor.Blob(9, new byte[4]); tensor.Blob(9, new byte[4]); }), "more than one raw_data"),
        ["a half of 17 bits"] = (() => Tensor("w", 10, [1], tensor => tensor.Whole(5, 1 << 16)), "the element 65536, which is no F16"),
        ["a truth value of 2"] = (() => Tensor("w", 9, [1], tensor => tensor.Whole(5, 2)), "which is no Bool"),
        ["a byte below its range"] = (() => Tensor("w", 3, [1], tensor => tensor.Whole(5, -129)), "the element -129, which is no I8"),
        ["no type"] = (() => Tensor("w", 0, [1]), "the element type 0"),
        ["two types"] = (() => Tensor("w", 1, [1], tensor => tensor.Whole(2, 1)), "more than one data_type"),
        ["texts"] = (() => Tensor("w", 8, [1], tensor => tensor.Text(6, "text")), "the element type 8"),
        ["a type of the future"] = (() => Tensor("w", 1000, [1]), "the element type 1000"),
        ["external data"] = (() => Tensor("w", 1, [1], tensor => tensor.Whole(14, 1)), "'w' keeps its numbers in another file"),
        ["an external place"] = (() => Tensor("w", 1, [1], tensor => tensor.Message(13, Pair("location", "/etc/passwd"))), "in another file (external data), which is not read. Save"),
        ["a segment"] = (() => Tensor("w", 1, [1], tensor => tensor.Message(3, new ProtoMessage())), "'w' is a segment"),
        ["a sparse tensor"] = (() => Sparse(), "it stores 'w' as a sparse tensor"),
        ["metadata twice"] = (
            () => OnnxWriter.Model(Whole(), more: model => { model.Message(14, Pair("a", "b")); model.Message(14, Pair("a", "c")); }), "hold 'a' twice"),
        ["an attribute twice"] = (() => TwiceAnAttribute(), "the attribute 'a' twice"),
        ["five million nodes of nothing"] = (() => Many(1, 5_000_000), "more objects than a file of"),
        ["two million initializers of nothing"] = (() => Many(5, 2_000_000), "without a name"),
        ["a million attributes"] = (() => ManyAttributes(), "more objects than a file of"),
        ["a million entries of metadata"] = (() => OnnxWriter.Model(Whole(), more: model => Repeat(model, 14, 1_000_000)), "hold '' twice"),
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRefusedNamingTheCauseAtLittleCost(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("attack.onnx");
        byte[] bytes = Attacks[name].Make();
        File.WriteAllBytes(path, bytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.ThrowsAny<ModelFileException>(() => WeightsFile.Open(path).Dispose());
        long cost = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains(Attacks[name].Says, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        Assert.InRange(cost, 0, (2L * bytes.Length) + Allowance);
    }

    /// <summary>Wherever a file ends, it is an error or, where only the last optional fields are gone, the same tensors.</summary>
    [Fact]
    public void EveryTruncationIsAnErrorOrHarmless()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("cut.onnx");
        byte[] whole = OnnxWriter.Model(Whole(), more: model => model.Message(14, Pair("a", "b")));
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            try
            {
                using WeightsFile file = WeightsFile.Open(path);
                Assert.Equal(16, TensorValues.Bytes(file, Assert.Single(file.Entries)).Length);
            }
            catch (ModelFileException fault)
            {
                Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>An operation that nests graphs two thousand deep: nothing follows them.</summary>
    [Fact]
    public void GraphsInGraphsAreNotFollowed()
    {
        byte[] inner = [];
        for (int depth = 0; depth < 2000; depth++)
        {
            var attribute = new ProtoMessage();
            attribute.Blob(6, inner);
            var node = new ProtoMessage();
            node.Message(5, attribute);
            var graph = new ProtoMessage();
            graph.Message(1, node);
            inner = graph.Bytes;
        }

        ProtoMessage outer = Whole();
        var held = new ProtoMessage();
        held.Text(1, "then_branch");
        held.Blob(6, inner);
        var condition = new ProtoMessage();
        condition.Text(4, "If");
        condition.Message(5, held);
        outer.Message(1, condition);
        using var folder = new TemporaryFolder();
        string path = folder.Create("deep.onnx");
        File.WriteAllBytes(path, OnnxWriter.Model(outer));

        using var file = OnnxFile.Open(path);

        Assert.Equal("If", Assert.Single(file.Nodes).Operation);
    }

    private static byte[] Raw(params byte[] fields) => [0x08, 8, .. fields];

    private static ProtoMessage Floats(int count) => OnnxWriter.Plain(new("w", TensorType.F32, [count], new byte[4 * count]));

    private static ProtoMessage Whole() => OnnxWriter.Graph(Floats(4));

    private static byte[] Tensor(string name, long type, long[] shape, Action<ProtoMessage>? more = null)
    {
        ProtoMessage tensor = OnnxWriter.Described(name, type, shape);
        more?.Invoke(tensor);
        return OnnxWriter.Model(OnnxWriter.Graph(tensor));
    }

    private static byte[] Sparse()
    {
        var sparse = new ProtoMessage();
        sparse.Message(1, Floats(4));
        ProtoMessage graph = Whole();
        graph.Message(15, sparse);
        return OnnxWriter.Model(graph);
    }

    private static byte[] TwiceAnAttribute()
    {
        ProtoMessage graph = Whole();
        graph.Node("Conv", ["x"], ["y"], ("a", [1]), ("a", [2]));
        return OnnxWriter.Model(graph);
    }

    private static byte[] Many(int field, int times)
    {
        ProtoMessage graph = Whole();
        Repeat(graph, field, times);
        return OnnxWriter.Model(graph);
    }

    private static byte[] ManyAttributes()
    {
        var node = new ProtoMessage();
        for (int i = 0; i < 1_000_000; i++)
            node.Message(5, Named(i));

        ProtoMessage graph = Whole();
        graph.Message(1, node);
        return OnnxWriter.Model(graph);
    }

    private static ProtoMessage Named(int i)
    {
        var attribute = new ProtoMessage();
        attribute.Text(1, i.ToString("x", System.Globalization.CultureInfo.InvariantCulture));
        return attribute;
    }

    private static void Repeat(ProtoMessage message, int field, int times)
    {
        for (int i = 0; i < times; i++)
            message.Blob(field, []);
    }

    private static ProtoMessage Pair(string key, string value)
    {
        var pair = new ProtoMessage();
        pair.Text(1, key);
        pair.Text(2, value);
        return pair;
    }
}
