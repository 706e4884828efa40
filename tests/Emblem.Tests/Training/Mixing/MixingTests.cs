using Emblem.Foundation;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Losses;
using Emblem.Training.Mixing;
using static TorchSharp.torch;

namespace Emblem.Tests.Training.Mixing;

public sealed class MixingTests
{
    private const int Pictures = 6;
    private const int Height = 5;
    private const int Width = 7;
    private static readonly long[] Labels = [0, 1, 2, 3, 4, 5];

    [Theory]
    [InlineData(false, ScalarType.Float32)]
    [InlineData(true, ScalarType.Float32)]
    [InlineData(true, ScalarType.BFloat16)]
    public void MixupAddsAPartnerByItsShare(bool channelsLast, ScalarType type)
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Inputs(channelsLast, type);
        float[] before = Floats(inputs);

        MixedBatch mixed = new Mixup().Mix(inputs, tensor(Labels), new RandomSource(3).Stream("mix"));

        float[] shares = Floats(mixed.Labels.Share!);
        long[] partners = mixed.Labels.Second!.data<long>().ToArray();
        float[] found = Floats(mixed.Inputs);
        Assert.All(shares, share => Assert.InRange(share, 0.5f, 1));
        Assert.Equal(Pictures, shares.Distinct().Count());
        Assert.Equal(Labels, partners.Order());
        Assert.NotEqual(Labels, partners);
        for (int i = 0; i < found.Length; i++)
        {
            int picture = i / (3 * Height * Width);
            float partner = before[((int)partners[picture] * 3 * Height * Width) + (i % (3 * Height * Width))];
            Assert.Equal((shares[picture] * before[i]) + ((1 - shares[picture]) * partner), found[i], type == ScalarType.Float32 ? 1e-6f : 4e-3f);
        }

        Assert.Equal(before, Floats(inputs));
        Assert.Equal((inputs.dtype, string.Join(' ', inputs.stride())), (mixed.Inputs.dtype, string.Join(' ', mixed.Inputs.stride())));
    }

    [Theory]
    [InlineData(false, ScalarType.Float32)]
    [InlineData(true, ScalarType.BFloat16)]
    public void CutMixPutsOneRectangleInAndCountsItsPixels(bool channelsLast, ScalarType type)
    {
        var areas = new HashSet<float>();
        for (int iteration = 0; iteration < 40; iteration++)
        {
            using var scope = NewDisposeScope();
            Tensor inputs = Inputs(channelsLast, type);
            float[] before = Floats(inputs);

            MixedBatch mixed = new CutMix().Mix(inputs, tensor(Labels), new RandomSource(3).Stream("mix", item: iteration));

            long[] partners = mixed.Labels.Second!.data<long>().ToArray();
            float[] found = Floats(mixed.Inputs);
            float share = Assert.Single(Floats(mixed.Labels.Share!).Distinct());
            bool[] foreign = [.. Enumerable.Range(0, found.Length).Select(i => found[i] != before[i])];
            Assert.All(Enumerable.Range(0, found.Length), i => Assert.Equal(
                foreign[i] ? before[((int)partners[i / (3 * Height * Width)] * 3 * Height * Width) + (i % (3 * Height * Width))] : before[i], found[i]));

            // Any picture with a partner other than itself shows the rectangle.
            int shown = Enumerable.Range(0, Pictures).First(i => partners[i] != i) * 3 * Height * Width;
            int[] cut = [.. Enumerable.Range(0, Height * Width).Where(i => foreign[shown + i])];
            Assert.Equal(1 - (cut.Length / (float)(Height * Width)), share, 1e-6f);
            Assert.Equal(cut.Length, cut.Select(i => i / Width).Distinct().Count() * cut.Select(i => i % Width).Distinct().Count());
            Assert.Equal(before, Floats(inputs));
            Assert.Equal((inputs.dtype, string.Join(' ', inputs.stride())), (mixed.Inputs.dtype, string.Join(' ', mixed.Inputs.stride())));
            areas.Add(share);
        }

        Assert.True(areas.Count > 8, $"Only {areas.Count} areas.");
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(3)]
    public void SharesAreBetaDistributed(double alpha)
    {
        RandomStream random = new RandomSource(11).Stream("test");
        double[] drawn = [.. Enumerable.Range(0, 40_000).Select(_ => BetaDistribution.Draw(alpha, alpha, random))];
        double mean = drawn.Average();
        double variance = drawn.Average(value => (value - mean) * (value - mean));

        // Four standard errors; the variance's by the distribution's kurtosis.
        double expected = 1 / (4 * ((2 * alpha) + 1));
        double fourth = 3 / (16 * ((2 * alpha) + 1) * ((2 * alpha) + 3));
        Assert.Equal(0.5, mean, 4 * Math.Sqrt(expected / drawn.Length));
        Assert.Equal(expected, variance, 4 * Math.Sqrt((fourth - (expected * expected)) / drawn.Length));
    }

    [Fact]
    public void SharesOfUnlikeShapesAreTooAndTinyShapesStayNumbers()
    {
        RandomStream random = new RandomSource(11).Stream("test");

        double mean = Enumerable.Range(0, 40_000).Average(_ => BetaDistribution.Draw(2, 5, random));
        double[] extreme = [.. Enumerable.Range(0, 1000).Select(_ => BetaDistribution.Draw(1e-4, 1e-4, random))];

        Assert.Equal(2.0 / 7, mean, 4 * Math.Sqrt(10.0 / (49 * 8) / 40_000));
        Assert.All(extreme, value => Assert.InRange(value, 0, 1));
        Assert.InRange(extreme.Count(value => value > 0.5), 400, 600);
    }

    [Fact]
    public void TrainingIsMixedTheSameEachTimeAndValidationNever()
    {
        History plain = Fit(new LearnerOptions());
        History one = Fit(new LearnerOptions { Mixing = new Mixup() });
        History other = Fit(new LearnerOptions { Mixing = new Mixup() });
        History cut = Fit(new LearnerOptions { Mixing = new CutMix(), Loss = new FocalLoss { ClassWeights = [1, 2, 3] } });

        Assert.Equal(one.Losses, other.Losses);
        Assert.NotEqual(plain.Losses[0], one.Losses[0]);
        Assert.Equal(plain.FirstValidLoss, one.FirstValidLoss, 1e-4);
        Assert.All(cut.Losses, loss => Assert.True(double.IsFinite(loss)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mixup { Alpha = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CutMix { Alpha = double.NaN });
    }

    private static History Fit(LearnerOptions options)
    {
        // Norms rest and the rate is nothing, so validation sees the weights of the beginning.
        using Learner learner = SmallLearner.Make(options with { FrozenNorm = Emblem.Models.FrozenBatchNorm.Freeze });
        learner.Freeze();
        learner.FitOneCycle(1, 1e-12);
        return new History([.. learner.History.Batches.Select(batch => batch.Loss)], learner.History.Epochs[0].ValidLoss!.Value);
    }

    private static Tensor Inputs(bool channelsLast, ScalarType type)
    {
        Tensor plain = Formula.Wave([Pictures, 3, Height, Width], 4).to_type(type);
        return channelsLast ? plain.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : plain;
    }

    private static float[] Floats(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.to_type(ScalarType.Float32).contiguous().data<float>().ToArray();
    }

    private sealed record History(IReadOnlyList<double> Losses, double FirstValidLoss);
}
