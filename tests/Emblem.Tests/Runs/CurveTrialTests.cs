using Emblem.Foundation;
using Emblem.Runs;

namespace Emblem.Tests.Runs;

/// <summary>How pictures are divided for a learning curve.</summary>
public sealed class CurveTrialTests
{
    private static readonly LearningCurveOptions Usual = new();

    [Fact]
    public void PartsLieWithinEachOtherHoldEveryClassAndNothingThatIsHeldOut()
    {
        int[] labels = [.. Enumerable.Range(0, 120).Select(i => i % 4 == 0 ? 0 : 1)];

        IReadOnlyList<CurveTrial> trials = CurveTrial.All(labels, Singles(120), Usual, repeats: 2, seed: 1);

        Assert.Equal(10, trials.Count);
        Assert.All(trials, trial =>
        {
            Assert.Equal([24, 48, 72, 96], trial.Parts.Select(part => part.Length));
            Assert.Equal([6, 12, 18, 24], trial.Parts.Select(part => part.Count(i => labels[i] == 0)));
            Assert.All(trial.Parts.Zip(trial.Parts.Skip(1)), pair => Assert.Empty(pair.First.Except(pair.Second)));
            Assert.Equal(Enumerable.Range(0, 120), trial.Parts[^1].Concat(trial.HeldOut).Order());
        });
        Assert.All(trials.GroupBy(trial => trial.Repeat), repeat => Assert.Equal(Enumerable.Range(0, 120), repeat.SelectMany(trial => trial.HeldOut).Order()));
        Assert.NotEqual(trials[0].HeldOut, trials[5].HeldOut);
        Assert.Equal(trials.Select(trial => trial.Parts[0]), CurveTrial.All(labels, Singles(120), Usual, 2, 1).Select(trial => trial.Parts[0]));
    }

    [Fact]
    public void CopiesAreHeldOutAndTaughtTogether()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i / 30)];
        int[][] groups = [.. Enumerable.Range(0, 20).Select(i => new[] { 3 * i, (3 * i) + 1, (3 * i) + 2 })];

        IReadOnlyList<CurveTrial> trials = CurveTrial.All(labels, groups, Usual, repeats: 1, seed: 1);

        Assert.All(trials.SelectMany(trial => trial.Parts.Append(trial.HeldOut)), part => Assert.All(groups, group => Assert.True(group.Count(part.Contains) is 0 or 3)));
    }

    [Fact]
    public void ThreePicturesOfTwoClassesMakeACurveAndAPictureAloneTeachesAlways()
    {
        IReadOnlyList<CurveTrial> small = CurveTrial.All([0, 0, 0, 1, 1, 1], Singles(6), Usual, repeats: 1, seed: 1);
        IReadOnlyList<CurveTrial> alone = CurveTrial.All([0, 0, 0, 1], Singles(4), Usual, repeats: 1, seed: 1);

        Assert.All(small, trial => Assert.All(trial.Parts, part => Assert.InRange(part.Length, 2, 5)));
        Assert.All(alone, trial =>
        {
            Assert.DoesNotContain(3, trial.HeldOut);
            Assert.All(trial.Parts, part => Assert.Contains(3, part));
        });
        Assert.Contains("No class has two different pictures", Assert.Throws<EmblemException>(() => CurveTrial.All([0, 1], Singles(2), Usual, 1, 1)).Message, StringComparison.Ordinal);
    }

    private static int[][] Singles(int count) => [.. Enumerable.Range(0, count).Select(i => new[] { i })];
}
