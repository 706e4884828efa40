using Emblem.Compute;
using Emblem.Tests.Support;
using Emblem.Training.Distributed;
using static TorchSharp.torch;

namespace Emblem.Tests.Training.Distributed;

/// <summary>Our own passes of a batch norm against torch's operations, whatever the number of rows and channels.</summary>
public sealed class NormPassesTests
{
    public NormPassesTests() => NativeRuntime.EnsureLoaded();

    [Theory]
    [InlineData(ScalarType.Float32, 2, 64, 7, 9)]
    [InlineData(ScalarType.Float32, 1, 3, 1, 1)]
    [InlineData(ScalarType.Float32, 5, 40, 11, 3)]
    [InlineData(ScalarType.BFloat16, 2, 64, 7, 9)]
    [InlineData(ScalarType.BFloat16, 3, 24, 20, 20)]
    [InlineData(ScalarType.BFloat16, 1, 513, 2, 2)]
    public void EqualTorchs(ScalarType type, int pictures, int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        Tensor values = Wave(type, 5, pictures, channels, height, width);
        Tensor gradients = Wave(type, 9, pictures, channels, height, width);
        float[] numbers = [.. Enumerable.Range(0, channels).Select(channel => 0.1f * (channel % 7))];

        Assert.True(MemoryOrder.IsChannelsLast(values));
        AssertClose(NormPasses.PlainMoments(values, numbers), NormPasses.Moments(values, numbers));
        AssertClose(NormPasses.PlainProducts(gradients, values, numbers), NormPasses.Products(gradients, values, numbers));
        Tensor blended = NormPasses.Blend(gradients, values, numbers, [.. numbers.Select(number => -number)], [.. numbers.Select(number => number + 1)]);
        Tensor plain = NormPasses.PlainBlend(gradients, values, numbers, [.. numbers.Select(number => -number)], [.. numbers.Select(number => number + 1)]);
        Assert.Equal(type, blended.dtype);
        Assert.True(MemoryOrder.IsChannelsLast(blended));
        Assert.InRange((blended.to_type(ScalarType.Float32) - plain.to_type(ScalarType.Float32)).abs().max().item<float>(), 0, type == ScalarType.BFloat16 ? 0.02f : 1e-6f);
    }

    [Fact]
    public void RowsAreAMapOfOnePlaceAndOtherOrdersAreTorchs()
    {
        using var scope = NewDisposeScope();
        Tensor rows = tensor(Formula.Wave(6 * 33, 5), [6, 33]);
        Tensor first = tensor(Formula.Wave(2 * 5 * 4 * 4, 5), [2, 5, 4, 4]);

        AssertClose(NormPasses.PlainMoments(rows, new float[33]), NormPasses.Moments(rows, new float[33]));
        AssertClose(NormPasses.PlainMoments(first, new float[5]), NormPasses.Moments(first, new float[5]));
        Assert.Equal(6, NormPasses.RowsOf(rows));
        Assert.Equal(32, NormPasses.RowsOf(first));
    }

    [Fact]
    public void ThreadsChangeNoBitAndWhatIsNoNumberStaysNone()
    {
        using var scope = NewDisposeScope();
        Tensor values = Wave(ScalarType.BFloat16, 5, 4, 64, 30, 30);
        int threads = NativeRuntime.Threads;
        try
        {
            set_num_threads(1);
            double[] one = NormPasses.Moments(values, new float[64]);
            set_num_threads(2);
            Assert.Equal(one, NormPasses.Moments(values, new float[64]));
        }
        finally
        {
            set_num_threads(threads);
        }

        Tensor broken = full([1, 32, 2, 2], float.NaN, ScalarType.BFloat16);
        Tensor blended = NormPasses.Blend(MemoryOrder.ChannelsLast(broken), MemoryOrder.ChannelsLast(broken), new float[32], new float[32], new float[32]);
        Assert.True(blended.isnan().all().item<bool>());
    }

    private static Tensor Wave(ScalarType type, int k, params int[] sides)
    {
        float[] numbers = Formula.Wave(sides.Aggregate((one, other) => one * other), k);
        return MemoryOrder.ChannelsLast(tensor(numbers, [.. sides.Select(side => (long)side)]).to_type(type));
    }

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * Math.Max(1, Math.Abs(pair.First))));
}
