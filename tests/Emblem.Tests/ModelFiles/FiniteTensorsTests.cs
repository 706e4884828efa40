using System.Runtime.InteropServices;
using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.ModelFiles;

public sealed class FiniteTensorsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(66)]
    public void TheFirstFaultIsFoundWhereverItIs(int place)
    {
        float[] single = [.. Enumerable.Range(0, 67).Select(i => i % 2 == 0 ? float.MaxValue : -float.Epsilon)];
        Assert.Equal(-1, FiniteTensors.FirstFault(TensorType.F32, MemoryMarshal.AsBytes<float>(single)));

        foreach (float fault in (ReadOnlySpan<float>)[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            single[place] = fault;
            double[] twice = [.. single.Select(value => (double)value)];
            Half[] half = [.. single.Select(value => float.IsFinite(value) ? Half.MaxValue : (Half)value)];
            ushort[] brain = [.. single.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(float.IsFinite(value) ? 1 : value) >> 16))];

            Assert.Equal(place, FiniteTensors.FirstFault(TensorType.F32, MemoryMarshal.AsBytes<float>(single)));
            Assert.Equal(place, FiniteTensors.FirstFault(TensorType.F64, MemoryMarshal.AsBytes<double>(twice)));
            Assert.Equal(place, FiniteTensors.FirstFault(TensorType.F16, MemoryMarshal.AsBytes<Half>(half)));
            Assert.Equal(place, FiniteTensors.FirstFault(TensorType.BF16, MemoryMarshal.AsBytes<ushort>(brain)));
        }
    }

    [Fact]
    public void WhatIsTooLargeForTheNetworksPrecisionIsAFaultAndWholeNumbersAreNone()
    {
        Assert.Equal(1, FiniteTensors.FirstFault(TensorType.F64, MemoryMarshal.AsBytes<double>((double[])[1, 1e300])));
        Assert.Equal(-1, FiniteTensors.FirstFault(TensorType.I64, MemoryMarshal.AsBytes<long>((long[])[-1, long.MaxValue])));
        Assert.Equal(-1, FiniteTensors.FirstFault(TensorType.F32, []));
    }

    [Fact]
    public void AFileIsRefusedByTheTensorsName()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("w.safetensors");
        SafetensorsWriter.Write(path, [Tensor("good", 1), Tensor("norm.running_var", float.NaN), Tensor("worse", float.PositiveInfinity)]);
        using WeightsFile file = WeightsFile.Open(path);

        ModelFileException fault = Assert.Throws<ModelFileException>(() => FiniteTensors.Require(file, file.Entries));
        Assert.Contains($"{path} cannot be used: 'norm.running_var' holds NaN or infinity (its element 1)", fault.Message, StringComparison.Ordinal);
        FiniteTensors.Require(file, [file.Find("good")!]);
    }

    private static NamedTensor Tensor(string name, float last) => new(name, TensorType.F32, [2], MemoryMarshal.AsBytes<float>((float[])[0, last]).ToArray());
}
