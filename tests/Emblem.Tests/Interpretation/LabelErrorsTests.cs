using System.Text.Json;
using Emblem.Interpretation;
using Emblem.Tests.Support;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Interpretation;

public sealed class LabelErrorsTests
{
    private static readonly JsonElement Golden = GoldenStatistics.Of("confident_learning");

    private static ScoredBatch Mislabelled => GoldenStatistics.Scored(picture => (GoldenStatistics.Target(picture) + (picture % 10 == 1 ? 1 : 0)) % 4);

    [Fact]
    public void JointThresholdsAndOrderAreCleanlabs()
    {
        ScoredBatch given = Mislabelled;

        IReadOnlyList<SuspectLabel> ranked = LabelErrors.Rank(given);

        Assert.Equal(
            Golden.GetProperty("confident_joint_uncalibrated").EnumerateArray().SelectMany(row => GoldenStatistics.Numbers(row)),
            LabelErrors.ConfidentJoint(given).SelectMany(row => row).Select(count => (double)count));
        Assert.All(GoldenStatistics.Numbers(Golden.GetProperty("thresholds")).Zip(LabelErrors.Thresholds(given)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Equal(
            Golden.GetProperty("confident_off_diagonal_ranked").EnumerateArray().Select(picture => picture.GetInt32()),
            ranked.Where(suspect => suspect.IsContradicted).Select(suspect => suspect.Picture));
    }

    [Fact]
    public void EveryPictureHasAPlaceAndASuggestion()
    {
        IReadOnlyList<SuspectLabel> ranked = LabelErrors.Rank(Mislabelled);

        Assert.Equal(Enumerable.Range(0, 120), ranked.Select(suspect => suspect.Picture).Order());
        Assert.All(ranked.Where(suspect => suspect.IsContradicted), suspect => Assert.NotEqual(suspect.Given, suspect.Suggested));
        Assert.Equal(0, Mislabelled.Probability(ranked[0].Picture, ranked[0].Suggested) - ranked[0].Confidence, 1e-9);
    }

    [Fact]
    public void AClassWithoutPicturesIsNeverBelievedAndNoAnswerAccusesNobody()
    {
        var scored = new ScoredBatch(3, [0.1f, 0.1f, 0.8f, 0.9f, 0.1f, 0, 0.2f, 0.8f, 0, float.NaN, float.NaN, float.NaN], [0, 0, 1, 1], [0, 0, 0, 0]);

        IReadOnlyList<SuspectLabel> ranked = LabelErrors.Rank(scored);

        Assert.Equal(3, ranked.Count);
        Assert.All(LabelErrors.ConfidentJoint(scored), row => Assert.Equal(0, row[2]));
    }
}
