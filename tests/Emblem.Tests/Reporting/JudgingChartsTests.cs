using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Tests.Support;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Reporting;

/// <summary>Reliability, coverage and ranked curves: drawn for any answers, also for none.</summary>
public sealed class JudgingChartsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    public void TheyAreDrawnForAnyNumberOfAnswers(int count)
    {
        ScoredBatch scored = Scored(count);
        string reliability = _folder.Create("reliability.svg");
        string coverage = _folder.Create("coverage.svg");

        ReliabilityChart.Write(reliability, Calibration.Of(scored));
        CoverageChart.Write(coverage, CoverageCurve.Of(scored), count == 0 ? null : AbstainThreshold.For(scored));

        Assert.Contains("right answers (share)", File.ReadAllText(reliability), StringComparison.Ordinal);
        Assert.Contains("pictures that get an answer (share)", File.ReadAllText(coverage), StringComparison.Ordinal);
        Assert.NotEmpty(ReliabilityChart.Draw(Calibration.Of(scored)));
        Assert.NotEmpty(CoverageChart.Draw(CoverageCurve.Of(scored)));
    }

    [Fact]
    public void AChosenThresholdIsMarked()
    {
        ScoredBatch scored = Scored(40);
        AbstainThreshold chosen = AbstainThreshold.For(scored, 0.7);
        string path = _folder.Create("coverage.svg");

        CoverageChart.Write(path, CoverageCurve.Of(scored), chosen);

        Assert.True(chosen.IsReachable);
        Assert.Contains("answers from 0.", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void CurvesAreNamedWithTheirAreasAndTenThousandPointsAreNotAllDrawn()
    {
        double[] scores = [.. Enumerable.Range(0, 10_000).Select(i => i / 10_000.0)];
        bool[] truth = [.. scores.Select((score, i) => score > 0.5 != (i % 10 == 0))];
        string roc = _folder.Create("roc.svg");
        string precise = _folder.Create("precision.svg");

        RankedCurvesChart.Write(roc, [("cats", RocCurve.Of(scores, truth)), ("dogs", RocCurve.Of([0.1, 0.9], [false, true]))]);
        RankedCurvesChart.Write(precise, [("cats", PrecisionRecallCurve.Of(scores, truth))]);

        Assert.Contains("cats (area 0.9", File.ReadAllText(roc), StringComparison.Ordinal);
        Assert.Contains("dogs (area 1.000)", File.ReadAllText(roc), StringComparison.Ordinal);
        Assert.Contains("cats (average 0.", File.ReadAllText(precise), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(roc).Length, 5_000, 150_000);
    }

    /// <summary>Two classes, surer answers more often right.</summary>
    private static ScoredBatch Scored(int count)
    {
        float[] sure = [.. Enumerable.Range(0, count).Select(i => 0.5f + (0.49f * i / Math.Max(1, count)))];
        int[] actual = [.. sure.Select((p, i) => p > 0.6 || i % 2 == 0 ? 0 : 1)];
        return new ScoredBatch(2, [.. sure.SelectMany(p => (float[])[p, 1 - p])], actual, [.. sure.Select((p, i) => -MathF.Log(actual[i] == 0 ? p : 1 - p))]);
    }
}
