using Emblem.Compute;
using Emblem.Tests.Support;
using Emblem.Training.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using AdamW = Emblem.Training.Optimizers.AdamW;

namespace Emblem.Tests.Training.Optimizers;

/// <summary>The one-pass step against torch's own operations, and what must not change a bit of it.</summary>
public sealed class AdamWTests
{
    private const double Rate = 3e-3;
    private const double Beta1 = 0.9;
    private const double Decay = 0.1;

    [Fact]
    public void OnePassDoesWhatTorchsOperationsDo()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        long[] shape = [5, 1013];
        Tensor expected = Wave(shape, 1);
        (Tensor mean, Tensor square) = (zeros(shape), zeros(shape));
        using Parameter parameter = Made(Wave(shape, 1));
        using var optimizer = new AdamW([[parameter]], Decay);

        for (int step = 1; step <= 20; step++)
        {
            TensorStep.Take(expected, Wave(shape, step + 1), mean, square, AdamWFactors.For(Rate, Beta1, Decay, step));
            Step(optimizer, parameter, Wave(shape, step + 1));
        }

        // Rounded differently: torch fuses a product and a sum where the processor can.
        Assert.All(Values(expected).Zip(Values(parameter)), pair => Assert.Equal(pair.First, pair.Second, 2e-6f));
    }

    [Fact]
    public void NumberOfThreadsChangesNoBit()
    {
        // More than two pieces, and a last one that does not fill a vector.
        float[] alone = After(1, [150_001], values => values);
        float[] together = After(3, [150_001], values => values);

        Assert.Equal(alone, together);
    }

    [Fact]
    public void PlaceInMemoryChangesNoBit() =>
        Assert.Equal(After(1, [7, 5, 3, 3], values => values), After(1, [7, 5, 3, 3], MemoryOrder.ChannelsLast));

    [Fact]
    public void GradientOfAnotherOrderIsPutRight()
    {
        using var scope = NewDisposeScope();
        long[] shape = [7, 5, 3, 3];
        using Parameter same = Made(Wave(shape, 1));
        using Parameter other = Made(Wave(shape, 1));
        using var optimizer = new AdamW([[same, other]], Decay);

        same.grad = Wave(shape, 2);
        other.grad = MemoryOrder.ChannelsLast(Wave(shape, 2));
        optimizer.Step([Rate], Beta1);

        Assert.Equal(Values(same), Values(other));
    }

    [Fact]
    public void GradientsAreTakenAway()
    {
        using var scope = NewDisposeScope();
        using Parameter parameter = Made(Wave([4], 1));
        using var optimizer = new AdamW([[parameter]], Decay);

        Step(optimizer, parameter, Wave([4], 2));
        float[] once = Values(parameter);
        optimizer.Step([Rate], Beta1);

        Assert.Null(parameter.grad);
        Assert.Equal(once, Values(parameter));
    }

    [Fact]
    public void MomentsThatBecomeDenormalAreZero()
    {
        using var scope = NewDisposeScope();
        using Parameter parameter = Made(Wave([9], 1));
        using var optimizer = new AdamW([[parameter]], Decay);

        Step(optimizer, parameter, full([9], 2e-18f));
        using AdamWState early = optimizer.Capture();
        for (int step = 0; step < 200; step++)
            Step(optimizer, parameter, zeros(9));
        using AdamWState late = optimizer.Capture();

        Assert.All(Values(early.All[0].Square), value => Assert.True(float.IsNormal(value)));
        Assert.All(Values(late.All[0].Square), value => Assert.Equal(0, value));
        Assert.All(Values(late.All[0].Mean), value => Assert.True(float.IsNormal(value)));
    }

    [Fact]
    public void RestoredMomentsGoOnToTheSameBits()
    {
        using var scope = NewDisposeScope();
        long[] shape = [6, 4, 3, 3];
        using Parameter parameter = Made(MemoryOrder.ChannelsLast(Wave(shape, 1)));
        using var optimizer = new AdamW([[parameter]], Decay);
        Step(optimizer, parameter, Wave(shape, 2));
        float[] weights = Values(parameter);
        using AdamWState state = optimizer.Capture();
        Step(optimizer, parameter, Wave(shape, 3));
        float[] expected = Values(parameter);

        using Parameter again = Made(tensor(weights).reshape(shape));
        using var second = new AdamW([[again]], Decay);
        second.Restore(state);
        Step(second, again, Wave(shape, 3));

        Assert.True(state.All[0].Mean.is_contiguous());
        Assert.Equal(expected, Values(again));
    }

    /// <summary>The values of a parameter after five steps, in the order of its shape.</summary>
    private static float[] After(int threads, long[] shape, Func<Tensor, Tensor> laid)
    {
        using var fixedThreads = new TorchThreads(threads);
        using var scope = NewDisposeScope();
        using Parameter parameter = Made(laid(Wave(shape, 1)));
        using var optimizer = new AdamW([[parameter]], Decay);
        for (int step = 0; step < 5; step++)
            Step(optimizer, parameter, laid(Wave(shape, step + 2)));
        return Values(parameter);
    }

    private static void Step(AdamW optimizer, Parameter parameter, Tensor gradient)
    {
        parameter.grad = gradient;
        optimizer.Step([Rate], Beta1);
    }

    private static Tensor Wave(long[] shape, int k) => Formula.Wave(shape, k);

    private static Parameter Made(Tensor values)
    {
        TensorLeakGuard.CountParameter();
        return new Parameter(values);
    }

    private static float[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().contiguous().data<float>().ToArray();
    }
}
