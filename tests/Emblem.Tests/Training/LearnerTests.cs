using Emblem.Data;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Training;

public sealed class LearnerTests
{
    [Theory]
    [InlineData("tf_efficientnet_lite0")]
    [InlineData("resnet18")]
    public void PicturesAreNormalisedAsTheArchitecturesWeightsWantThem(string name)
    {
        using var folder = new TemporaryFolder();
        var architecture = Architectures.Find(name);

        using Learner learner = Make(folder, architecture, null);

        Assert.Equal(architecture.Preprocessing.Statistics, learner.Description.Preprocessing.Statistics);
        Assert.Equal(FirstPixel(learner, architecture.Preprocessing.Statistics), FirstValue(learner), 1e-5f);
    }

    [Fact]
    public void StatisticsOfTheUsersOwnStay()
    {
        using var folder = new TemporaryFolder();

        using Learner learner = Make(folder, Architectures.EfficientNetLite0, ImageStatistics.Unchanged);

        Assert.Equal(ImageStatistics.Unchanged, learner.Description.Preprocessing.Statistics);
        Assert.Equal(FirstPixel(learner, ImageStatistics.Unchanged), FirstValue(learner), 1e-5f);
    }

    [Fact]
    public void ASavedModelThatIsAStartKeepsItsOwn()
    {
        using var folder = new TemporaryFolder();
        using Learner first = Make(folder, Architectures.EfficientNetLite0, ImageStatistics.Unchanged);
        string path = folder.Create("first.safetensors");
        first.Save(path);

        using Learner second = Make(folder, Architectures.EfficientNetLite0, null, new BodyWeights(path, Architectures.EfficientNetLite0, "file"));

        Assert.Equal(ImageStatistics.Unchanged, second.Description.Preprocessing.Statistics);
    }

    [Fact]
    public void GroupsAreFrozenFromEitherEnd()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner(norms: FrozenBatchNorm.Freeze);

        Assert.Equal(Architecture.LayerGroups, learner.GroupCount);
        Assert.Equal([true, true, true], Learning(0));
        Assert.Equal([false, true, true], Learning(^2));
        Assert.Equal([false, true, true], Learning(1));
        Assert.Equal([false, false, true], Learning(^1));
        Assert.Contains("3 layer groups", Assert.Throws<ArgumentOutOfRangeException>(() => learner.FreezeBefore(3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => learner.FreezeBefore(^4));

        bool[] Learning(Index group)
        {
            learner.FreezeBefore(group);
            return [.. learner.Model.ParametersByGroup(trainable: true).Select(parameters => parameters.Count > 0)];
        }
    }

    [Fact]
    public void TheHeadOfASavedModelIsKeptWhereThatIsAsked()
    {
        using var folder = new TemporaryFolder();
        using Learner first = Make(folder, Architectures.EfficientNetLite0, null);
        string path = folder.Create("first.safetensors");
        first.Save(path);
        var weights = new BodyWeights(path, Architectures.EfficientNetLite0, "file");

        using Learner kept = Make(folder, Architectures.EfficientNetLite0, null, weights, new LearnerOptions { KeepsHead = true, Head = HeadChoice.Linear, Seed = 5 });
        using Learner other = Make(folder, Architectures.EfficientNetLite0, null, weights, new LearnerOptions { Seed = 5 });

        Assert.Equal((true, false), (kept.HasKeptHead, other.HasKeptHead));
        Assert.Equal(Head(first), Head(kept));
        Assert.NotEqual(Head(first), Head(other));
        Assert.Equal(first.Description.Head.ToString(), kept.Description.Head.ToString());

        static byte[] Head(Learner learner) => [.. learner.Model.CopyState().Where(tensor => tensor.Name.StartsWith("head.", StringComparison.Ordinal)).SelectMany(tensor => tensor.Bytes.ToArray())];
    }

    private static Learner Make(TemporaryFolder folder, Architecture architecture, ImageStatistics? statistics, BodyWeights? weights = null, LearnerOptions? options = null)
    {
        foreach ((int label, string name) in ((string[])["a", "b"]).Index())
        {
            for (int i = 0; i < 4; i++)
                File.WriteAllBytes(folder.Create("pictures", name, $"{i}.png"), ImageCodec.EncodePng(Pictures.Noise(32, 32, (10 * label) + i)));
        }

        ImageData data = ImageFolder.Open(Path.Combine(folder.Path, "pictures")).LabelByFolder().SplitRandomly(0.5)
            .ToBatches(new() { ImageSize = 32, BatchSize = 4, Workers = 0, Statistics = statistics });
        var learner = Learner.ForClassification(data, architecture, options: (options ?? new()) with { Weights = weights, Compute = PlainCompute.Plan });
        learner.Model.Counted();
        return learner;
    }

    /// <summary>The first red value of the first validation picture, from the file.</summary>
    private static float FirstPixel(Learner learner, ImageStatistics statistics) =>
        ((ImageCodec.Decode(learner.Data!.Split.Validation[0].Path).Pixels[0] / 255f) - statistics.Mean[0]) / statistics.Std[0];

    /// <summary>The same as the network gets it.</summary>
    private static float FirstValue(Learner learner)
    {
        using Batch batch = learner.Validation!.Epoch(0, CancellationToken.None).First();
        return batch.Inputs.data<float>()[0];
    }
}
