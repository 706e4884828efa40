using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Training;

/// <summary>What a frozen body's batch norms do in real steps.</summary>
public sealed class FrozenBatchNormTests
{
    private static readonly string[] Norms = [.. ((string[])["0", "1"]).SelectMany(part => Entries.Select(name => $"{part}.1.{name}"))];

    private static string[] Entries => ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"];

    [Fact]
    public void TheyLearnAndFollowThePicturesByDefault()
    {
        using Learner learner = SmallLearner.Make();
        learner.Freeze();

        Assert.Equal([.. Norms, "head.2.bias", "head.2.weight"], Changed(learner));
    }

    [Fact]
    public void FrozenTheyKeepEveryNumber()
    {
        using Learner learner = SmallLearner.Make(frozenNorm: FrozenBatchNorm.Freeze);
        learner.Freeze();

        Assert.Equal(["head.2.bias", "head.2.weight"], Changed(learner));
    }

    [Fact]
    public void OnlyThoseBelowTheFreezePointAreFrozen()
    {
        using Learner learner = SmallLearner.Make(frozenNorm: FrozenBatchNorm.Freeze);
        learner.FreezeBefore(1);

        string[] changed = Changed(learner);

        Assert.DoesNotContain(changed, name => name.StartsWith("0.", StringComparison.Ordinal));
        Assert.Superset(Norms.Where(name => name.StartsWith("1.", StringComparison.Ordinal)).ToHashSet(), changed.ToHashSet());
    }

    [Fact]
    public void UnfreezingLetsThemLearnAgain()
    {
        using Learner learner = SmallLearner.Make(frozenNorm: FrozenBatchNorm.Freeze);
        learner.Freeze();
        learner.Unfreeze();

        Assert.Superset(Norms.ToHashSet(), Changed(learner).ToHashSet());
    }

    [Fact]
    public void FrozenNormsGiveTheLossesOfTheirRunningStatistics()
    {
        using Learner following = SmallLearner.Make();
        using Learner frozen = SmallLearner.Make(frozenNorm: FrozenBatchNorm.Freeze);
        following.Freeze();
        frozen.Freeze();

        following.FitOneCycle(1);
        frozen.FitOneCycle(1);

        Assert.NotEqual(following.History.Batches[0].Loss, frozen.History.Batches[0].Loss);
    }

    private static string[] Changed(Learner learner)
    {
        IReadOnlyList<NamedTensor> before = learner.Model.CopyState();
        learner.FitOneCycle(1, 1e-2);
        return
        [
            .. before.Zip(learner.Model.CopyState()).Where(pair => !pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span))
                .Select(pair => pair.First.Name).OrderBy(name => name.StartsWith("head", StringComparison.Ordinal)).ThenBy(Order),
        ];
    }

    private static int Order(string name) => Array.IndexOf([.. Norms, "head.2.bias", "head.2.weight"], name);
}
