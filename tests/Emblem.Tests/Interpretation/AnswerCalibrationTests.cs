using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Interpretation;

/// <summary>The rule for answers that held-out pictures give: what they cannot say is left as it was.</summary>
public sealed class AnswerCalibrationTests
{
    [Fact]
    public void AModelThatIsTooSureOfItselfIsCooledAndNewPicturesGainByIt()
    {
        AnswerCalibration found = AnswerCalibration.Of(Drawn(1, 400, sureness: 3), HeldOut.OutOfFold, precision: 0);
        ScoredBatch fresh = Drawn(2, 4000, sureness: 3);
        ScoredBatch cooled = fresh.AtTemperature(found.Rule!.Temperature);

        Assert.InRange(found.Rule.Temperature, 2.3, 3.9);
        Assert.True(found.After.Error < found.Before.Error / 2);
        Assert.True(found.LossAfter < found.LossBefore);
        Assert.True(Calibration.Of(cooled).Error < Calibration.Of(fresh).Error / 3);
        Assert.InRange(cooled.Losses.Average(), found.LossAfter - 0.1, found.LossAfter + 0.1);
        Assert.Equal((HeldOut.OutOfFold, 400, 0.0), (found.Rule.FittedOn, found.Rule.Pictures, found.Rule.Threshold));
        Assert.Contains("400 pictures out of fold", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsHonestIsLeftAsItIs()
    {
        AnswerCalibration found = AnswerCalibration.Of(Drawn(3, 300, sureness: 1), HeldOut.Validation, precision: 0);

        Assert.Equal(1, found.Rule!.Temperature);
        Assert.Equal(found.Before, found.After);
        Assert.StartsWith("Probabilities are left as they are", found.TemperatureWords, StringComparison.Ordinal);
    }

    /// <summary>New pictures are rather harder: it takes more to make a model surer of itself than to cool it.</summary>
    [Theory]
    [InlineData(0.3, true)]
    [InlineData(0.75, false)]
    public void AModelIsMadeSurerOnStrongEvidenceAlone(double sureness, bool isMade)
    {
        AnswerCalibration found = AnswerCalibration.Of(Drawn(4, 400, sureness), HeldOut.Validation, precision: 0);

        Assert.InRange(found.Fitted, 0.7 * sureness, 1.3 * sureness);
        Assert.True(found.LossAfter < found.LossBefore);
        Assert.Equal(isMade ? found.Fitted : 1, found.Rule!.Temperature);
    }

    /// <summary>Forty of forty right is no proof of never being wrong.</summary>
    [Fact]
    public void WhoWasAlwaysRightDoesNotClaimToBeNeverWrong()
    {
        const int Count = 40;
        var right = new ScoredBatch(2, [.. Enumerable.Repeat<float[]>([0.9f, 0.1f], Count).SelectMany(row => row)], new int[Count], [.. Enumerable.Repeat(-MathF.Log(0.9f), Count)]);

        AnswerCalibration found = AnswerCalibration.Of(right, HeldOut.Validation);
        float claimed = right.AtTemperature(found.Rule!.Temperature).Probability(0, 0);

        Assert.InRange(claimed, 0.95f, (Count + 0.5f) / (Count + 1));
        Assert.Equal(0, found.Rule.Threshold);
    }

    [Fact]
    public void TooFewPicturesSayNothing()
    {
        AnswerCalibration found = AnswerCalibration.Of(Drawn(1, AnswerCalibration.FewestPictures - 1, sureness: 3), HeldOut.Validation);

        Assert.Null(found.Rule);
        Assert.Null(found.Abstain);
        Assert.Contains("fewer than 40 pictures", found.ToString(), StringComparison.Ordinal);
        Assert.Null(AnswerCalibration.Of(new ScoredBatch(2, [], [], []), HeldOut.Validation).Rule);
    }

    /// <summary>Half of the answers are given 0.95 and half 0.7, and that often they are right.</summary>
    [Theory]
    [InlineData(0.5, 0, "were wanted")]
    [InlineData(0.9, 0.95, "called unsure")]
    [InlineData(1, 0, "no threshold makes")]
    [InlineData(0, 0, "Every picture gets an answer.")]
    public void AThresholdIsKeptWhereItIsNeededAndHelps(double wanted, double threshold, string words)
    {
        AnswerCalibration found = AnswerCalibration.Of(Halves(0.95, 0.7), HeldOut.Folds, wanted);

        Assert.Equal(threshold, found.Rule!.Threshold, 0.06);
        Assert.Equal(threshold == 0, found.Rule.Threshold == 0);
        Assert.Contains(words, found.ThresholdWords, StringComparison.Ordinal);
    }

    /// <summary>One answer of ten is sure and right; with the others it would be wrong too often.</summary>
    [Fact]
    public void AThresholdThatSilencesMostAnswersIsNotKept()
    {
        float[] claims = [.. Enumerable.Range(0, 400).Select(i => i % 10 == 0 ? 0.99f : 0.6f)];
        var scored = new ScoredBatch(2, [.. claims.SelectMany(claim => (float[])[claim, 1 - claim])], [.. claims.Index().Select(claim => claim.Item > 0.9 || claim.Index % 5 < 3 ? 0 : 1)], new float[400]);

        AnswerCalibration found = AnswerCalibration.Of(scored, HeldOut.Folds);

        Assert.True(found.Abstain!.IsReachable);
        Assert.Equal(0, found.Rule!.Threshold);
        Assert.Contains("would get one", found.ThresholdWords, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void WhatIsNoShareIsRefused(double precision) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AnswerCalibration.Of(Drawn(1, 50, 1), HeldOut.Validation, precision));

    /// <summary>Three classes by logits from which labels are drawn; then the logits are made larger than they have a right to be.</summary>
    private static ScoredBatch Drawn(long seed, int count, double sureness)
    {
        RandomStream random = new RandomSource(seed).Stream("drawn");
        var actual = new int[count];
        var probabilities = new List<float>();
        var losses = new float[count];
        for (int i = 0; i < count; i++)
        {
            double[] logits = [.. Enumerable.Range(0, 3).Select(_ => random.NextDouble(-2, 2))];
            double[] honest = Softmax(logits);
            double at = random.NextDouble(0, 1);
            actual[i] = at < honest[0] ? 0 : at < honest[0] + honest[1] ? 1 : 2;
            double[] claimed = Softmax([.. logits.Select(logit => logit * sureness)]);
            probabilities.AddRange(claimed.Select(claim => (float)claim));
            losses[i] = (float)-Math.Log(claimed[actual[i]]);
        }

        return new ScoredBatch(3, probabilities, actual, losses);
    }

    private static ScoredBatch Halves(double sure, double doubtful)
    {
        RandomStream random = new RandomSource(5).Stream("halves");
        float[] claims = [.. Enumerable.Range(0, 1000).Select(i => (float)(i % 2 == 0 ? sure : doubtful))];
        int[] actual = [.. claims.Select(claim => random.NextChance(claim) ? 0 : 1)];
        return new ScoredBatch(
            2, [.. claims.SelectMany(claim => (float[])[claim, 1 - claim])], actual, [.. claims.Zip(actual, (claim, label) => -MathF.Log(label == 0 ? claim : 1 - claim))]);
    }

    private static double[] Softmax(double[] logits)
    {
        double sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => Math.Exp(logit) / sum)];
    }
}
