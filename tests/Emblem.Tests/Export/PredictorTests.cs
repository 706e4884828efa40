using Emblem.Augmentation;
using Emblem.Data;
using Emblem.Export;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Export;

/// <summary>A real network behind a predictor, opened from its file.</summary>
public sealed class PredictorTests
{
    private const int Side = 32;

    /// <summary>Eight threads at once get, to the bit, what one gets; calls that share batches get it up to rounding.</summary>
    [Fact]
    public async Task EightThreadsGetTheAnswersOfOne()
    {
        using var folder = new TemporaryFolder();
        using Predictor predictor = Open(folder, new PredictorOptions());
        byte[][] pictures = [.. Enumerable.Range(0, 8).Select(i => ImageCodec.EncodePng(Pictures.Noise(40, 30 + i, i)))];
        PictureInput[] all = [.. pictures.Select(picture => PictureInput.OfBytes(picture))];
        float[][] single = [.. all.Select(picture => predictor.Predict(picture).Probabilities.ToArray())];
        float[][] together = [.. predictor.Predict(all).Select(answer => answer.Probabilities.ToArray())];
        Assert.Equal(8, single.Select(answer => answer[0]).Distinct().Count());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (int i = 0; i < 8; i++)
            {
                int own = (thread + i) % 8;
                Assert.Equal(single[own], predictor.Predict(pictures[own]).Probabilities);
                Assert.Equal(single[own][0], (await predictor.PredictAsync(pictures[own])).Probabilities[0], 1e-5);
            }

            Assert.Equal(together, predictor.Predict(all).Select(answer => answer.Probabilities));
        })));
    }

    [Fact]
    public void WhatIsSettledAtLoadStays()
    {
        using var folder = new TemporaryFolder();
        using Predictor predictor = Open(folder, new PredictorOptions { TestTime = TestTimeAugmentation.Flip });

        Assert.Same(TestTimeAugmentation.Flip, predictor.TestTime);
        Assert.Equal(["a", "b"], predictor.Classes);
        Assert.Equal("resnet18", predictor.Architecture);
        Assert.Null(typeof(Predictor).GetProperty(nameof(Predictor.TestTime))!.SetMethod);
    }

    [Fact]
    public void NothingIsAnsweredAfterDispose()
    {
        using var folder = new TemporaryFolder();
        Predictor predictor = Open(folder, new PredictorOptions());
        PixelImage picture = Pictures.Noise(Side, Side);
        Assert.True(predictor.Predict(picture).IsAnswer);

        predictor.Dispose();

        Assert.Throws<ObjectDisposedException>(() => predictor.Predict(picture));
    }

    private static Predictor Open(TemporaryFolder folder, PredictorOptions options)
    {
        foreach (string name in (string[])["a", "b"])
        {
            for (int i = 0; i < 4; i++)
                File.WriteAllBytes(folder.Create("pictures", name, $"{i}.png"), ImageCodec.EncodePng(Pictures.Noise(Side, Side, i)));
        }

        ImageData data = ImageFolder.Open(Path.Combine(folder.Path, "pictures")).LabelByFolder().SplitRandomly(0.25)
            .ToBatches(new() { ImageSize = Side, BatchSize = 4, Workers = 0 });
        using Learner learner = Learner.ForClassification(data, Architectures.ResNet18, options: new LearnerOptions { Head = HeadChoice.Linear });
        // Its own network and the predictor's.
        TensorLeakGuard.Count(learner.Model, times: 2);
        string path = folder.Create("model.safetensors");
        learner.Export(path);
        return Predictor.Load(path, compute: PlainCompute.Options, options: options);
    }
}
