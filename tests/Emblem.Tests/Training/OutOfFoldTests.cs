using Emblem.Data;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Training;

public sealed class OutOfFoldTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void EveryPictureIsPredictedAndTheLearnerStaysAsItWas()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();
        byte[][] before = [.. learner.Model.CopyState().Select(tensor => tensor.Bytes.ToArray())];

        OutOfFold found = learner.PredictOutOfFold(stop: Stop);
        OutOfFold again = learner.PredictOutOfFold(stop: Stop);

        Assert.Equal(24, found.Items.DistinctBy(item => item.Path).Count());
        Assert.Equal(found.Items.Select(item => item.Label), found.Scored.Actual);
        Assert.All(Enumerable.Range(0, 24), i => Assert.Equal(1, found.Scored.Probability(i, 0) + found.Scored.Probability(i, 1), 1e-5));
        Assert.All(Enumerable.Range(0, 24), i => Assert.Equal(-Math.Log(found.Scored.Probability(i, found.Scored.Actual[i])), found.Scored.Losses[i], 1e-4));
        Assert.Equal(found.Scored.Probabilities, again.Scored.Probabilities);
        Assert.Equal(before, learner.Model.CopyState().Select(tensor => tensor.Bytes.ToArray()));
    }

    /// <summary>A model that saw the labels repeats them; one that did not contradicts those that are wrong.</summary>
    [Fact]
    public void PlantedWrongLabelsAreTheMostSuspect()
    {
        using var drawn = new DrawnClasses(each: 20);
        ImageSplit split = drawn.Data().Split;
        string[] wrong = [.. ((int[])[0, 1]).Select(label => split.Training.Where(item => item.Label == label).MaxBy(item => (label == 0 ? -1 : 1) * Shade(item))!.Path)];
        ImageSplit planted = split with { Training = [.. split.Training.Select(item => wrong.Contains(item.Path) ? item with { Label = 1 - item.Label } : item)] };
        using Learner learner = drawn.Learner(planted.ToBatches(drawn.Data().Options));

        OutOfFold found = learner.PredictOutOfFold(stop: Stop);

        IEnumerable<string> suspects = LabelErrors.Rank(found.Scored).Take(6).Select(suspect => found.Items[suspect.Picture].Path);
        Assert.Subset(suspects.ToHashSet(), wrong.ToHashSet());
    }

    [Fact]
    public void APictureAloneInItsClassHasNoNumber()
    {
        using var drawn = new DrawnClasses();
        ImageSplit split = drawn.Data().Split;
        LabelledImage alone = split.Training[0];
        ImageSplit three = split with { Classes = ["dark", "light", "alone"], Training = [alone with { Label = 2 }, .. split.Training.Skip(1)] };
        using Learner learner = drawn.Learner(three.ToBatches(drawn.Data().Options));

        OutOfFold found = learner.PredictOutOfFold(stop: Stop);

        Assert.Equal(-1, found.Scored.Predicted(0));
        Assert.All(Enumerable.Range(1, 23), i => Assert.True(found.Scored.Predicted(i) >= 0));
    }

    private static double Shade(LabelledImage item) => ImageCodec.Decode(item.Path).Pixels.ToArray().Average(value => (double)value);

    [Fact]
    public void AnotherHeadIsRefused()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner(head: HeadChoice.FastAi());

        Assert.Contains("LearnerOptions.Head", Assert.Throws<InvalidOperationException>(() => learner.PredictOutOfFold(new HeadRecipe(), stop: Stop)).Message, StringComparison.Ordinal);
    }
}
