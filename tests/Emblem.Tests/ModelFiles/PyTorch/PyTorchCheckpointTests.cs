using System.Runtime.InteropServices;
using Emblem.ModelFiles;
using Emblem.Tests.Support;
using static Emblem.ModelFiles.PyTorch.PickleOpcode;

namespace Emblem.Tests.ModelFiles.PyTorch;

/// <summary>Where checkpoints keep weights, what lies beside them, and how tensors look at storages.</summary>
public sealed class PyTorchCheckpointTests
{
    private static readonly CraftedStorage Six = new("0", 6);
    private static readonly float[] Elements = [0, 1, 2, 3, 4, 5];

    [Theory]
    [InlineData("state_dict")]
    [InlineData("model")]
    [InlineData("model_state_dict")]
    [InlineData("model", "state_dict")]
    public void WeightsAreFoundInsideACheckpoint(params string[] nests)
    {
        PickleWriter pickle = new();
        foreach (string nest in nests)
            pickle.Dictionary().Text("best").Tensor(Six, 0, [], []).Set().Text(nest);
        Weights(pickle.Dictionary(), "a", "b");
        foreach (string nest in nests)
            pickle.Set();

        Assert.Equal(["a", "b"], NamesIn(pickle));
    }

    [Theory]
    [InlineData("module.a,module.b", "a,b")]
    [InlineData("_orig_mod.a,_orig_mod.b", "a,b")]
    [InlineData("module._orig_mod.a", "a")]
    [InlineData("module.a,b", "module.a,b")]
    public void AWrappersPrefixIsTakenOffWhereAllNamesHaveIt(string names, string expected) =>
        Assert.Equal(expected.Split(','), NamesIn(Weights(new PickleWriter().Dictionary(), names.Split(','))));

    /// <summary>No name that is known for weights: all tensors under texts, by their places.</summary>
    [Fact]
    public void WeightsUnderAnotherNameAreFoundWithAllThatThereIs()
    {
        PickleWriter pickle = new PickleWriter().Dictionary().Text("best_acc").Tensor(Six, 0, [], []).Set().Text("net");
        Weights(pickle.Dictionary(), "a", "b").Set();

        Assert.Equal(["best_acc", "net.a", "net.b"], NamesIn(pickle));
    }

    /// <summary>A dictionary fifteen times in another, and so on seven deep, has 170 million tensors in a kilobyte.</summary>
    [Fact]
    public void SharedDictionariesAreNotWalkedWithoutEnd()
    {
        PickleWriter pickle = Weights(new PickleWriter().Dictionary(), "w").Op(BINPUT, 0);
        for (byte level = 1; level <= 7; level++)
        {
            pickle.Op(POP).Dictionary();
            for (int i = 0; i < 15; i++)
                pickle.Text($"{i}").Op(BINGET, (byte)(level - 1)).Set();
            pickle.Op(BINPUT, level);
        }

        var fault = Assert.ThrowsAny<ModelFileException>(() => NamesIn(pickle));

        Assert.Contains("describes more objects than a file of", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatLiesBesideTheWeightsIsPassedOver()
    {
        PickleWriter pickle = new PickleWriter(4).Dictionary();
        pickle.Text("float").Op(BINFLOAT, new byte[8]).Set();
        pickle.Text("none").Op(NONE).Set();
        pickle.Text("large").Op(LONG1, [10, .. new byte[9], 1]).Set();
        pickle.Text("set").Op(EMPTY_SET).Op(MARK).Integer(1).Integer(2).Op(ADDITEMS).Set();
        pickle.Text("frozen").Op(MARK).Integer(1).Op(FROZENSET).Set();
        pickle.Text("bytes").Op(SHORT_BINBYTES, 2, 0, 255).Set();
        pickle.Text("bytearray").Op(BYTEARRAY8, [2, 0, 0, 0, 0, 0, 0, 0, 9, 9]).Set();
        pickle.Text("size").Global("torch", "Size").Integers(3, 4).Op(TUPLE1).Op(REDUCE).Set();
        pickle.Text("device").Text("torch").Text("device").Op(STACK_GLOBAL).Text("cpu").Op(TUPLE1).Op(REDUCE).Set();
        pickle.Text("dtype").Global("torch", "float16").Set();
        pickle.Text("counter").Global("collections", "Counter").Dictionary().Integer(30).Integer(1).Set().Op(TUPLE1).Op(REDUCE).Set();
        pickle.Text("default").Global("collections", "defaultdict").Global("builtins", "dict").Op(TUPLE1).Op(REDUCE).Integer(0).Op(EMPTY_LIST).Set().Set();
        pickle.Text("args").Global("argparse", "Namespace").Op(EMPTY_TUPLE).Op(NEWOBJ).Dictionary().Text("lr").Op(BINFLOAT, new byte[8]).Set().Op(BUILD).Set();
        pickle.Text("callbacks").Dictionary().Global("pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint").Dictionary().Set().Set();
        pickle.Text("settings").Global("lightning.fabric.utilities.data", "AttributeDict").Op(EMPTY_TUPLE).Op(NEWOBJ).Text("lr").Integer(1).Set().Set();
        pickle.Text("path").Global("pathlib", "PosixPath").Text("runs").Op(TUPLE1).Op(REDUCE).Set();
        pickle.Text("history").Op(EMPTY_LIST).Op(MARK).Integer(1).Op(EMPTY_LIST).Integer(2).Op(APPEND).Op(APPENDS).Set();
        pickle.Text("text").Op(BINUNICODE, [.. BitConverter.GetBytes(100_000), .. Enumerable.Repeat((byte)'x', 100_000)]).Set();
        pickle.Integer(7).Text("a number as key").Set();
        pickle.Text("storage").Storage(Six).Set();

        Assert.Equal(["w"], NamesIn(Weights(pickle, "w")));
    }

    [Fact]
    public void ParametersAndTensorsWithAttributesAreTensors()
    {
        PickleWriter pickle = new PickleWriter().Dictionary();
        pickle.Text("parameter").Global("torch._utils", "_rebuild_parameter").Tensor(Six, 0, [6], [1]).Op(NEWTRUE).OrderedDictionary().Op(TUPLE3).Op(REDUCE).Set();
        pickle.Text("old").Global("torch.nn.parameter", "Parameter").Tensor(Six, 0, [6], [1]).Op(NEWTRUE).Op(TUPLE2).Op(NEWOBJ).Set();
        pickle.Text("attributes").Global("torch._tensor", "_rebuild_from_type_v2").Op(MARK).Global("torch._utils", "_rebuild_tensor_v2").Global("torch", "Tensor")
            .Op(MARK).Storage(Six).Integer(0).Integers(6).Integers(1).Op(NEWFALSE).OrderedDictionary().Op(TUPLE).Dictionary().Op(TUPLE).Op(REDUCE).Set();
        pickle.Text("first").Global("torch._utils", "_rebuild_tensor").Op(MARK).Storage(Six).Integer(0).Integers(6).Integers(1).Op(TUPLE).Op(REDUCE)
            .Dictionary().Op(BUILD).Set();

        using var folder = new TemporaryFolder();
        using PyTorchFile file = Open(folder, pickle);

        Assert.Equal(["parameter", "old", "attributes", "first"], file.Entries.Select(entry => entry.Name));
        Assert.All(file.Entries, entry => Assert.Equal(Elements, Floats(file, entry)));
    }

    /// <summary>Python 2 wrote byte strings, and dictionaries as lists of pairs; the oldest published weights are such files.</summary>
    [Fact]
    public void PythonTwosDictionaryIsRead()
    {
        PickleWriter pickle = new PickleWriter().Global("collections", "OrderedDict").Op(BINPUT, 1)
            .Op(EMPTY_LIST).Op(MARK).Op(EMPTY_LIST).Op(MARK).Op(SHORT_BINSTRING, 1, (byte)'w').Tensor(Six, 0, [6], [1]).Op(APPENDS).Op(APPENDS)
            .Op(TUPLE1).Op(REDUCE).Dictionary().Text("_metadata").OrderedDictionary().Set().Op(BUILD);

        Assert.Equal(["w"], NamesIn(pickle));
    }

    [Theory]
    [InlineData(0, "2,3", "3,1", "0,1,2,3,4,5")]
    [InlineData(0, "3,2", "1,3", "0,3,1,4,2,5")]
    [InlineData(1, "2,2", "3,1", "1,2,4,5")]
    [InlineData(0, "3", "2", "0,2,4")]
    [InlineData(4, "", "", "4")]
    [InlineData(2, "2,3", "0,1", "2,3,4,2,3,4")]
    [InlineData(0, "1,6", "99,1", "0,1,2,3,4,5")]
    [InlineData(6, "0,3", "3,1", "")]
    [InlineData(0, "2,1,3", "1,0,2", "0,2,4,1,3,5")]
    public void AViewIsReadInCOrder(long offset, string shape, string strides, string expected)
    {
        using var folder = new TemporaryFolder();
        using PyTorchFile file = Open(folder, new PickleWriter().Dictionary().Text("w").Tensor(Six, offset, Numbers(shape), Numbers(strides)).Set());

        Assert.Equal(Numbers(expected).Select(number => (float)number), Floats(file, file.Find("w")!));
    }

    [Theory]
    [InlineData("nothing", "has the keys 'nothing'")]
    [InlineData("model", "has the keys 'model'")]
    public void ACheckpointWithoutWeightsIsRefusedNamingItsKeys(string key, string says)
    {
        var fault = Assert.ThrowsAny<ModelFileException>(() => NamesIn(new PickleWriter().Dictionary().Text(key).Dictionary().Set()));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Save model.state_dict()", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWholeNetworkIsRefusedSayingWhatToSave()
    {
        var fault = Assert.ThrowsAny<ModelFileException>(
            () => NamesIn(new PickleWriter().Global("torchvision.models.resnet", "ResNet").Op(EMPTY_TUPLE).Op(NEWOBJ)));

        Assert.Contains("'torchvision.models.resnet.ResNet'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("torch.save(model.state_dict(), FILE)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpeningDoesNotReadTheElements()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("large.pth");
        const int count = 5_000_000;
        File.WriteAllBytes(path, CraftedFile.Zip(
            new PickleWriter().Dictionary().Text("w").Tensor(new("0", count), 0, [count], [1]).Set().ToArray(), ("0", new byte[4 * count])));

        long before = GC.GetAllocatedBytesForCurrentThread();
        using WeightsFile file = WeightsFile.Open(path);
        long cost = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(cost, 0, 1 << 20);
    }

    private static PickleWriter Weights(PickleWriter pickle, params string[] names)
    {
        foreach (string name in names)
            pickle.Text(name).Tensor(Six, 0, [6], [1]).Set();
        return pickle;
    }

    private static string[] NamesIn(PickleWriter pickle)
    {
        using var folder = new TemporaryFolder();
        using PyTorchFile file = Open(folder, pickle);
        return [.. file.Entries.Select(entry => entry.Name)];
    }

    private static PyTorchFile Open(TemporaryFolder folder, PickleWriter pickle)
    {
        string path = folder.Create("crafted.pth");
        File.WriteAllBytes(path, CraftedFile.Zip(pickle.ToArray(), ("0", MemoryMarshal.AsBytes(Elements.AsSpan()).ToArray())));
        return PyTorchFile.Open(path);
    }

    private static float[] Floats(WeightsFile file, TensorEntry entry) => MemoryMarshal.Cast<byte, float>(TensorValues.Bytes(file, entry)).ToArray();

    private static long[] Numbers(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)];
}
