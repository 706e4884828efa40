using System.Runtime.InteropServices;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

public sealed class StateDictionaryTests
{
    private static readonly float[] Values = [0.5f, -2, 3.25f];

    public static TheoryData<TensorType> FloatTypes => [TensorType.F16, TensorType.BF16, TensorType.F32, TensorType.F64];

    [Theory]
    [MemberData(nameof(FloatTypes))]
    public void EveryFloatingTypeIsRead(TensorType type)
    {
        using var folder = new TemporaryFolder();
        using var norm = nn.BatchNorm1d(3).Counted();
        string path = folder.Create("norm.safetensors");
        SafetensorsWriter.Write(path, [.. Entries(type, Encode(type)), Count(TensorType.I32, BitConverter.GetBytes(9))]);

        using (WeightsFile file = WeightsFile.Open(path))
            StateDictionary.Load(norm, file);

        using var scope = NewDisposeScope();
        Assert.Equal(Values, norm.running_mean!.data<float>().ToArray());
        Assert.Equal(Values, norm.weight.data<float>().ToArray());
        Assert.Equal(ScalarType.Float32, norm.weight.dtype);
        Assert.Equal(9, norm.state_dict()["num_batches_tracked"].item<long>());
    }

    [Fact]
    public void TheCountOfBatchesMayBeMissing()
    {
        using var folder = new TemporaryFolder();
        using var norm = nn.BatchNorm1d(3).Counted();
        string path = folder.Create("norm.safetensors");
        SafetensorsWriter.Write(path, [.. Entries(TensorType.F32, Encode(TensorType.F32))]);

        using WeightsFile file = WeightsFile.Open(path);

        StateDictionary.Load(norm, file);
        using var scope = NewDisposeScope();
        Assert.Equal(Values, norm.running_var!.data<float>().ToArray());
    }

    [Fact]
    public void NothingChangesUnlessAllFit()
    {
        using var folder = new TemporaryFolder();
        using var norm = nn.BatchNorm1d(3).Counted();
        string path = folder.Create("norm.safetensors");
        SafetensorsWriter.Write(path, [.. Entries(TensorType.F32, Encode(TensorType.F32)).Where(entry => entry.Name != "running_var")]);

        using WeightsFile file = WeightsFile.Open(path);
        var fault = Assert.ThrowsAny<ModelFileException>(() => StateDictionary.Load(norm, file));

        Assert.Contains("running_var", fault.Message, StringComparison.Ordinal);
        using var scope = NewDisposeScope();
        Assert.Equal([1, 1, 1], norm.weight.data<float>().ToArray());
    }

    private static IEnumerable<NamedTensor> Entries(TensorType type, byte[] bytes) =>
        ((string[])["weight", "bias", "running_mean", "running_var"]).Select(name => new NamedTensor(name, type, [3], bytes));

    private static NamedTensor Count(TensorType type, byte[] bytes) => new("num_batches_tracked", type, [], bytes);

    private static byte[] Encode(TensorType type) => type switch
    {
        TensorType.F16 => MemoryMarshal.AsBytes(Values.Select(value => (Half)value).ToArray().AsSpan()).ToArray(),
        TensorType.BF16 => [.. Values.SelectMany(value => BitConverter.GetBytes(value)[2..])],
        TensorType.F64 => [.. Values.SelectMany(value => BitConverter.GetBytes((double)value))],
        _ => [.. Values.SelectMany(BitConverter.GetBytes)],
    };
}
