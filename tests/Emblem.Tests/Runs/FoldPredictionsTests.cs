using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Runs;

/// <summary>The table of what a cross-validation predicted.</summary>
public sealed class FoldPredictionsTests
{
    /// <summary>Classes may be called as the other columns are, or hold what parts cells.</summary>
    [Fact]
    public void ItReadsBackToTheBit()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        var scored = new ScoredBatch(3, [0.1f, 0.7f, 0.2f, float.NaN, float.NaN, float.NaN, 1e-30f, 0, 1], [1, 0, 2], [-MathF.Log(0.7f), float.NaN, 0]);
        var written = new CrossValidationResult([], default, ["a/1.jpg", "b, \"2\".jpg", "c/ä.jpg"], scored) { Classes = ["label", "fold", "a,b\""], FoldOf = [2, 1, 2], GroupOf = [0, 1, 0] };

        FoldPredictions.Write(run, written);
        CrossValidationResult read = FoldPredictions.Read(run, seed: 1);

        Assert.Equal("picture_file,label,fold,group,label,fold,\"a,b\"\"\"", File.ReadLines(run.FoldPredictions).First());
        Assert.Equal(written.Classes, read.Classes);
        Assert.Equal(written.Names, read.Names);
        Assert.Equal(written.FoldOf, read.FoldOf);
        Assert.Equal(written.GroupOf, read.GroupOf);
        Assert.Equal((2, 3), (read.Pooled.Right, read.Pooled.Count));
        Assert.Equal(scored.Probabilities, read.Scored.Probabilities);
        Assert.Equal(scored.Actual, read.Scored.Actual);
        Assert.Equal(scored.Losses, read.Scored.Losses);
    }

    [Fact]
    public void ARunWithoutFoldsAndADamagedTableAreSaid()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);

        Assert.Contains("--folds", Assert.Throws<EmblemException>(() => FoldPredictions.Read(run, 1)).Message, StringComparison.Ordinal);
        File.WriteAllText(run.FoldPredictions, "picture_file,label,fold,group,a,b\n1.jpg,c,1,0,0.5,0.5\n");
        Assert.Contains("'c'", Assert.Throws<EmblemException>(() => FoldPredictions.Read(run, 1)).Message, StringComparison.Ordinal);
        File.WriteAllText(run.FoldPredictions, "picture_file,label,fold,group,a,b\n1.jpg,a,1,0,0.5\n");
        Assert.Throws<EmblemException>(() => FoldPredictions.Read(run, 1));
    }
}
