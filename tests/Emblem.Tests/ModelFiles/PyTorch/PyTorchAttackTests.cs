using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Emblem.ModelFiles;
using Emblem.ModelFiles.PyTorch;
using Emblem.Tests.Support;
using static Emblem.ModelFiles.PyTorch.PickleOpcode;

namespace Emblem.Tests.ModelFiles.PyTorch;

/// <summary>
/// Files made to harm: each is refused naming the cause, nothing is executed, and refusing takes at most twice the file's size and 16 MB.
/// </summary>
public sealed class PyTorchAttackTests
{
    private const long Allowance = 16 << 20;
    private static readonly CraftedStorage Twelve = new("0", 12);

    private static readonly Dictionary<string, (Func<byte[]> Make, string Says)> Attacks = new()
    {
        ["GLOBAL"] = (() => Zip(Begin().Global("builtins", "eval").Text("1+1").Op(TUPLE1).Op(REDUCE).Set()), "'builtins.eval' (GLOBAL)"),
        ["STACK_GLOBAL"] = (() => Zip(Begin().Text("builtins").Text("eval").Op(STACK_GLOBAL).Set()), "'builtins.eval' (STACK_GLOBAL)"),
        ["STACK_GLOBAL of no texts"] = (() => Zip(Begin().Integer(1).Integer(2).Op(STACK_GLOBAL).Set()), "STACK_GLOBAL without the two texts"),
        ["INST"] = (() => Zip(Begin().Op(MARK).Text("1+1").Op(INST, "builtins\neval\n"u8).Set()), "'builtins.eval' (INST)"),
        ["INST of a known name"] = (() => Zip(Begin().Op(MARK).Op(INST, "collections\nOrderedDict\n"u8).Set()), "instruction INST"),
        ["OBJ"] = (() => Zip(Begin().Op(MARK).Global("collections", "OrderedDict").Op(OBJ).Set()), "instruction OBJ"),
        ["a name with an escape"] = (() => Zip(Begin().Global("os", "system\u001b[2J").Set()), "'os.system?[2J'"),
        ["NEWOBJ_EX"] = (() => Zip(Begin().Global("collections", "OrderedDict").Op(EMPTY_TUPLE).Dictionary().Op(NEWOBJ_EX).Set()), "NEWOBJ_EX"),
        ["EXT1"] = (() => Zip(Begin().Op(EXT1, 1).Set()), "EXT1"),
        ["EXT4"] = (() => Zip(Begin().Op(EXT4, 1, 0, 0, 0).Set()), "EXT4"),
        ["DUP"] = (() => Zip(Begin().Op(EMPTY_LIST).Op(DUP).Op(APPEND).Set()), "instruction DUP"),
        ["an unknown instruction"] = (() => Zip(Begin().Op((PickleOpcode)0xff).Set()), "0xff"),
        ["protocol 0"] = (() => Zip(Begin().Op(UNICODE, "x\n"u8).Set()), "instruction UNICODE"),
        ["protocol 6"] = (() => Zip(new PickleWriter(6).Dictionary()), "protocol 6"),
        ["REDUCE of a text"] = (() => Zip(Begin().Text("eval").Op(EMPTY_TUPLE).Op(REDUCE).Set()), "REDUCE of the text 'eval'"),
        ["REDUCE of a type"] = (() => Zip(Begin().Global("torch", "float32").Op(EMPTY_TUPLE).Op(REDUCE).Set()), "calls torch.float32"),
        ["REDUCE without a tuple"] = (() => Zip(Begin().Global("collections", "OrderedDict").Op(EMPTY_LIST).Op(REDUCE).Set()), "with a list"),

        ["a persistent id that is a text"] = (() => Zip(Begin().Text("module").Op(BINPERSID).Set()), "persistent id that is no storage but the text 'module'"),
        ["a persistent id of another kind"] = (
            () => Zip(Begin().Op(MARK).Text("module").Global("torch", "FloatStorage").Text("0").Text("cpu").Integer(1).Op(TUPLE).Op(BINPERSID).Set()),
            "persistent id that is no storage"),
        ["a persistent id by PERSID"] = (() => Zip(Begin().Op(PERSID, "storage\n"u8).Set()), "instruction PERSID"),
        ["a persistent id outside the checkpoint"] = (
            () => [.. CraftedFile.Magic(), .. new PickleWriter().Storage(Twelve).ToArray()], "persistent id where none belongs"),
        ["a missing storage"] = (() => Zip(Tensor(new("9", 12), 0, [12], [1])), "storage '9', which the archive does not hold"),
        ["a storage outside the archive"] = (() => Zip(Tensor(new("../../etc/passwd", 12), 0, [12], [1])), "which the archive does not hold"),
        ["a storage larger than its entry"] = (() => Zip(Tensor(new("0", 13), 0, [12], [1])), "should have 52 bytes by the pickle, and its entry has 48"),
        ["a storage smaller than its entry"] = (() => Zip(Tensor(new("0", 11), 0, [11], [1])), "should have 44 bytes"),
        ["a storage of 2^62 elements"] = (() => Zip(Tensor(new("0", 1L << 62), 0, [12], [1])), "claims 4611686018427387904 elements"),
        ["a storage of negative size"] = (() => Zip(Tensor(new("0", -12), 0, [12], [1])), "claims -12 elements"),

        ["a view past its storage"] = (() => Zip(Tensor(Twelve, 1, [12], [1])), "needs 13 elements, and storage '0' has 12"),
        ["a view before its storage"] = (() => Zip(Tensor(Twelve, -1, [12], [1])), "from element -1"),
        ["an offset that wraps around"] = (() => Zip(Tensor(Twelve, long.MaxValue, [12], [1])), "more elements than can be counted"),
        ["a stride that wraps around"] = (() => Zip(Tensor(Twelve, 0, [3, 4], [long.MaxValue, 1])), "more elements than can be counted"),
        ["negative strides"] = (() => Zip(Tensor(Twelve, 11, [12], [-1])), "no strides below zero"),
        ["negative sides"] = (() => Zip(Tensor(Twelve, 0, [-2, -6], [6, 1])), "no side below zero"),
        ["more strides than sides"] = (() => Zip(Tensor(Twelve, 0, [12], [1, 1])), "as many strides as sides"),
        ["65 sides"] = (() => Zip(Tensor(Twelve, 0, [.. Enumerable.Repeat(1L, 65)], [.. Enumerable.Repeat(1L, 65)])), "65 sides"),
        ["a stride-0 expansion"] = (() => Zip(Tensor(Twelve, 0, [1L << 40], [0])), "repeats the 48 bytes of storage '0' until they take 4398046511104"),
        ["a stride-0 expansion that wraps around"] = (() => Zip(Tensor(Twelve, 0, [1L << 40, 1L << 40], [0, 0])), "more elements than can be counted"),
        ["a side that is a text"] = (
            () => Zip(Begin().Global("torch._utils", "_rebuild_tensor_v2").Op(MARK).Storage(Twelve).Integer(0).Text("12").Op(TUPLE1).Integers(1).Op(TUPLE).Op(REDUCE).Set()),
            "the text '12' as the side"),

        ["a memo bomb of tuples"] = (() => Zip(Laughs(TUPLE2)), "bomb"),
        ["a memo bomb of lists"] = (() => Zip(LaughingLists()), "bomb"),
        ["a huge memo number"] = (() => Zip(Begin().Integer(1).Op(LONG_BINPUT, 0xff, 0xff, 0xff, 0xff).Set()), "numbers a value 4294967295"),
        ["an empty place of the memo"] = (() => Zip(Begin().Op(LONG_BINGET, 0xff, 0xff, 0xff, 0x7f).Set()), "never put there"),
        ["deeply nested tuples"] = (() => Zip(Repeat(Begin().Integer(1), TUPLE1, 100_000).Set()), "nests its values more than 200 deep"),
        ["deeply nested lists"] = (() => Zip(NestedLists(50_000)), "nests its values more than 200 deep"),
        ["a million open groups"] = (() => Zip(Repeat(Begin(), MARK, 1_000_000)), "opens more than 100000 groups"),
        ["a million waiting values"] = (() => Zip(Repeat(Begin(), NONE, 1_000_000)), "more than 100000 values waiting"),
        ["five million lists"] = (() => Zip(RepeatBoth(Begin(), EMPTY_LIST, POP, 5_000_000)), "more objects than a file of"),
        ["a loop of REDUCE"] = (() => Zip(ReduceLoop()), "more objects than a file of"),
        ["BUILD of a text"] = (() => Zip(Begin().OrderedDictionary().Text("state").Op(BUILD).Set()), "BUILD that gives a dictionary the state the text 'state'"),
        ["BUILD on a global"] = (() => Zip(Begin().Global("collections", "OrderedDict").Dictionary().Op(BUILD).Set()), "BUILD that gives collections.OrderedDict"),
        ["a number of 2 GB"] = (() => Zip(Begin().Op(LONG4, 0xff, 0xff, 0xff, 0x7f).Set()), "whole number of 2147483647 bytes"),
        ["a number of negative length"] = (() => Zip(Begin().Op(LONG4, 0xff, 0xff, 0xff, 0xff).Set()), "whole number of 4294967295 bytes"),
        ["a text past the file's end"] = (() => Zip(Begin().Op(BINUNICODE8, BitConverter.GetBytes(1L << 40)).Set()), "asks for 1099511627776 bytes"),
        ["a text of negative length"] = (() => Zip(Begin().Op(BINUNICODE8, BitConverter.GetBytes(-1L)).Set()), "asks for more bytes"),
        ["bytes past the file's end"] = (() => Zip(Begin().Op(BINBYTES, 0xff, 0xff, 0xff, 0xff).Set()), "asks for 4294967295 bytes"),
        ["a frame past the file's end"] = (() => Zip(new PickleWriter(4).Op(FRAME, BitConverter.GetBytes(1L << 40)).Dictionary()), "asks for 1099511627776 bytes"),
        ["a key without a value"] = (() => Zip(new PickleWriter().Dictionary().Op(MARK).Text("a").Op(SETITEMS)), "a key without a value"),
        ["a value from nothing"] = (() => Zip(new PickleWriter().Op(REDUCE)), "takes a value where it has left none"),
        ["a value from before the mark"] = (() => Zip(Begin().Op(MARK).Op(BUILD)), "takes a value where it has left none"),
        ["bytes behind the pickle"] = (() => CraftedFile.Zip([.. Tensor(Twelve, 0, [12], [1]).ToArray(), 0], ("0", new byte[48])), "1 bytes follow the end of its pickle"),
        ["a name twice"] = (() => Zip(Tensor(Twelve, 0, [12], [1]).Text("w").Tensor(Twelve, 0, [1], [1]).Set()), "names the tensor 'w' twice"),

        ["a compressed entry"] = (
            () => CraftedFile.ZipOf(("a/data.pkl", Tensor(Twelve, 0, [12], [1]).ToArray(), CompressionLevel.NoCompression), ("a/data/0", new byte[48], CompressionLevel.Optimal)),
            "'a/data/0' is compressed"),
        ["a bomb of zeros"] = (() => CraftedFile.ZipOf(("a/data.pkl", new byte[100_000_000], CompressionLevel.Optimal)), "'a/data.pkl' is compressed"),
        ["a duplicate entry"] = (
            () => CraftedFile.Zip(Tensor(Twelve, 0, [12], [1]).ToArray(), ("0", new byte[48]), ("0", new byte[48])), "names 'a/data/0' twice"),
        ["an encrypted entry"] = (() => CraftedFile.Patch(Whole(), "a/data/0", 8, 1), "'a/data/0' is encrypted"),
        ["an entry with two sizes"] = (() => CraftedFile.Patch(Whole(), "a/data/0", 24, 49), "has 49 bytes and stores 48"),
        ["an entry on another"] = (() => Overlapping(), "overlaps another"),
        ["an entry with two names"] = (() => TwoNames(), "another name in its own header"),
        ["an archive with something before it"] = (() => [.. Whole()[..4], .. Whole()], "contradicts itself"),
        ["an archive with something behind it"] = (() => [.. Whole(), 1, 2, 3], "cut short"),
        ["two pickles"] = (
            () => CraftedFile.ZipOf(("a/data.pkl", [], CompressionLevel.NoCompression), ("b/data.pkl", [], CompressionLevel.NoCompression)), "2 files NAME/data.pkl"),
        ["a TorchScript program"] = (
            () => CraftedFile.ZipOf(("a/data.pkl", [], CompressionLevel.NoCompression), ("a/constants.pkl", [], CompressionLevel.NoCompression)), "TorchScript"),
        ["big-endian"] = (
            () => CraftedFile.ZipOf(("a/data.pkl", [], CompressionLevel.NoCompression), ("a/byteorder", "big"u8.ToArray(), CompressionLevel.NoCompression)),
            "not little-endian. Save it anew"),

        ["legacy: GLOBAL"] = (() => CraftedFile.Legacy(Begin().Global("builtins", "eval").Set().ToArray()), "'builtins.eval'"),
        ["legacy: another magic number"] = (() => new PickleWriter().Integer(7).ToArray(), "magic number is missing"),
        ["legacy: another version"] = (() => [.. CraftedFile.Magic(), .. new PickleWriter().Integer(1002).ToArray()], "another version than 1001"),
        ["legacy: big-endian"] = (
            () => [.. CraftedFile.Magic(), .. new PickleWriter().Integer(1001).ToArray(), .. CraftedFile.Machine(littleEndian: false)], "not little-endian"),
        ["legacy: a storage of another size"] = (() => CraftedFile.Legacy(Legacy(), ("0", 11, new byte[44])), "it is cut short"),
        ["legacy: a storage of another count"] = (() => CraftedFile.Legacy(Legacy(), ("0", 11, new byte[48])), "should have 12 elements by the pickle, and says it has 11"),
        ["legacy: a storage twice"] = (() => CraftedFile.Legacy(Legacy(), ("0", 12, new byte[48]), ("0", 12, new byte[48])), "lists 2 storages"),
        ["legacy: an unknown storage"] = (() => CraftedFile.Legacy(Legacy(), ("1", 12, new byte[48])), "lists the text '1'"),
        ["legacy: bytes behind"] = (() => [.. CraftedFile.Legacy(Legacy(), ("0", 12, new byte[48])), 0], "1 bytes follow its last storage"),
        ["legacy: a part of a storage"] = (
            () => CraftedFile.Legacy(Begin().Op(MARK).Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Integer(12).Integers(1, 2, 3)
                .Op(TUPLE).Op(BINPERSID).Set().ToArray()),
            "part of another storage"),
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRefusedNamingTheCauseAtLittleCost(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("attack.pth");
        byte[] bytes = Attacks[name].Make();
        File.WriteAllBytes(path, bytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.ThrowsAny<ModelFileException>(() => WeightsFile.Open(path).Dispose());
        long cost = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains(Attacks[name].Says, fault.Message, StringComparison.Ordinal);
        Assert.InRange(cost, 0, (2L * bytes.Length) + Allowance);
    }

    /// <summary>What the attacks are made of is no attack: without the harm, the same parts read.</summary>
    [Fact]
    public void TheSamePartsWithoutHarmAreRead()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("good.pth");
        foreach (byte[] good in new[] { Whole(), CraftedFile.Legacy(Legacy(), ("0", 12, new byte[48])) })
        {
            File.WriteAllBytes(path, good);
            using WeightsFile file = WeightsFile.Open(path);
            Assert.Equal([12], file.Find("w")!.Shape);
        }
    }

    private static PickleWriter Begin() => new PickleWriter().Dictionary().Text("a");

    private static PickleWriter Tensor(CraftedStorage storage, long offset, long[] shape, long[] strides) =>
        new PickleWriter().Dictionary().Text("w").Tensor(storage, offset, shape, strides).Set();

    private static byte[] Zip(PickleWriter pickle) => CraftedFile.Zip(pickle.ToArray(), ("0", new byte[48]));

    private static byte[] Whole() => Zip(Tensor(Twelve, 0, [12], [1]));

    private static byte[] Legacy() => new PickleWriter().Dictionary().Text("w").Tensor(Twelve, 0, [12], [1], legacy: true).Set().ToArray();

    private static PickleWriter Repeat(PickleWriter pickle, PickleOpcode instruction, int times)
    {
        for (int i = 0; i < times; i++)
            pickle.Op(instruction);
        return pickle;
    }

    private static PickleWriter RepeatBoth(PickleWriter pickle, PickleOpcode first, PickleOpcode second, int times)
    {
        for (int i = 0; i < times; i++)
            pickle.Op(first).Op(second);
        return pickle;
    }

    /// <summary>Each tuple holds the one before it twice.</summary>
    private static PickleWriter Laughs(PickleOpcode tuple)
    {
        PickleWriter pickle = Begin().Integer(1).Op(BINPUT, 0);
        for (byte i = 0; i < 60; i++)
            pickle.Op(BINGET, i).Op(tuple).Op(BINPUT, (byte)(i + 1));
        return pickle.Set();
    }

    /// <summary>Each list holds the one before it ten times.</summary>
    private static PickleWriter LaughingLists()
    {
        PickleWriter pickle = Begin().Op(EMPTY_LIST).Op(BINPUT, 0);
        for (byte i = 0; i < 30; i++)
        {
            pickle.Op(EMPTY_LIST).Op(MARK);
            for (int k = 0; k < 10; k++)
                pickle.Op(BINGET, i);
            pickle.Op(APPENDS).Op(BINPUT, (byte)(i + 1));
        }

        return pickle.Set();
    }

    private static PickleWriter NestedLists(int depth) => Repeat(Repeat(Begin(), EMPTY_LIST, depth - 1), APPEND, depth - 2).Set();

    /// <summary>An OrderedDict of one long list of pairs, made again and again.</summary>
    private static PickleWriter ReduceLoop()
    {
        PickleWriter pickle = Begin().Integer(1).Integer(2).Op(TUPLE2).Op(BINPUT, 0).Op(POP)
            .Global("collections", "OrderedDict").Op(BINPUT, 1).Op(POP).Op(EMPTY_LIST).Op(MARK);
        for (int i = 0; i < 1000; i++)
            pickle.Op(BINGET, 0);
        pickle.Op(APPENDS).Op(TUPLE1).Op(BINPUT, 2);
        for (int i = 0; i < 100_000; i++)
            pickle.Op(BINGET, 1).Op(BINGET, 2).Op(REDUCE).Op(POP);
        return pickle.Set();
    }

    /// <summary>The directory says that the second entry begins where the first does.</summary>
    private static byte[] Overlapping()
    {
        byte[] zip = CraftedFile.ZipOf(("a/data.pkl", new byte[100], CompressionLevel.NoCompression), ("a/byteorder", "little"u8.ToArray(), CompressionLevel.NoCompression));
        byte[] inner = zip.AsSpan(zip.AsSpan().IndexOf("PK"u8), 30).ToArray();
        byte[] name = "a/byteorder"u8.ToArray();
        inner[26] = (byte)name.Length;
        inner.CopyTo(zip, 50);
        name.CopyTo(zip, 80);
        int directory = zip.AsSpan().LastIndexOf(name) - 46;
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(directory + 42), 50);
        return zip;
    }

    private static byte[] TwoNames()
    {
        byte[] zip = Whole();
        int at = zip.AsSpan().IndexOf(Encoding.UTF8.GetBytes("a/data/0"));
        zip[at + 7] = (byte)'1';
        return zip;
    }
}
