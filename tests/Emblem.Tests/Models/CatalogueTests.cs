using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

/// <summary>
/// What holds for every row of the catalogue; a new row is covered by itself. What costs a large network seconds runs for those only when
/// asked for (<c>--explicit on</c>).
/// </summary>
public sealed class CatalogueTests
{
    private const long Large = 30_000_000;

    public static TheoryData<string> Names => [.. Architectures.All.Select(architecture => architecture.Name)];

    public static IEnumerable<TheoryDataRow<string>> NamesLargeOnesExplicit => Architectures.All.Select(
        architecture => new TheoryDataRow<string>(architecture.Name) { Explicit = architecture.Parameters > Large });

    [Theory]
    [MemberData(nameof(Names))]
    public void ARowSaysWhatTheNetworkIs(string name)
    {
        Architecture row = Architectures.Find(name);
        using FeatureExtractor body = row.CreateBody().Counted();
        using nn.Module<Tensor, Tensor>? classifier = row.HasClassifier ? row.CreateClassifier().Counted() : null;
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        body.eval();
        var work = new MultiplyAdds();
        work.Watch(body);
        if (classifier is not null)
            work.Watch(classifier);

        // A batch of no pictures has all the shapes and none of the work.
        Tensor features = body.call(zeros(0, 3, row.Preprocessing.Height, row.Preprocessing.Width));

        Assert.Equal([0, row.FeatureCount], features.shape[..2]);
        if (classifier is not null)
            Assert.Equal([0, Architecture.PublishedClasses], classifier.call(features).shape);
        Assert.Equal(row.FeatureCount, body.FeatureCount);
        Assert.Equal(row.BodyParameters, body.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(row.Parameters, row.BodyParameters + (classifier?.parameters().Sum(parameter => parameter.numel()) ?? 0));
        Assert.Equal(row.MultiplyAdds, work.Count);
        Assert.Equal(
            body.parameters().Select(parameter => parameter.Handle).Order(),
            body.Groups.SelectMany(group => group).SelectMany(module => module.parameters()).Select(parameter => parameter.Handle).Order());
        Assert.Equal(Architecture.LayerGroups, body.Groups.Count + 1);
        Assert.All(body.Groups, group => Assert.NotEmpty(group));
    }

    [Theory]
    [MemberData(nameof(NamesLargeOnesExplicit))]
    public void SeesPicturesOfAnySizeInEitherLayout(string name)
    {
        using FeatureExtractor body = Architectures.Find(name).CreateBody().Counted();
        using var quiet = no_grad();
        body.eval();

        foreach ((int height, int width) in (ReadOnlySpan<(int, int)>)[(64, 64), (96, 96), (75, 101)])
        {
            using var scope = NewDisposeScope();
            Tensor pictures = Formula.Wave([1, 3, height, width], 5);
            Tensor features = body.call(pictures);

            Assert.Equal([1, body.FeatureCount], features.shape[..2]);
            Assert.InRange(features.shape[2], height / 32, (height + 31) / 32);
            Assert.InRange(features.shape[3], width / 32, (width + 31) / 32);
            if (height == width)
                continue;

            // Channels last: the same tensor with the channels of a place side by side in memory.
            Tensor turned = pictures.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
            OnThisProcessor.InRange(Formula.RelativeDistance(Values(body.call(turned)), Values(features)), 0, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(NamesLargeOnesExplicit))]
    public void LearnsFromABatch(string name)
    {
        using TransferModel model = TransferModel.Create(Architectures.Find(name), 3, HeadChoice.FastAi(finalNorm: true), new RandomSource(1)).Counted();
        using var scope = NewDisposeScope();
        model.train();

        Tensor loss = nn.functional.cross_entropy(model.call(Formula.Wave([4, 3, 96, 96], 5)), tensor(new long[] { 0, 1, 2, 0 }));
        loss.backward();

        Assert.True(float.IsFinite(loss.item<float>()));
        Assert.All(model.named_parameters(), entry =>
        {
            Assert.True(entry.parameter.grad is not null, $"{entry.name} has no gradient");
            Assert.True(entry.parameter.grad!.isfinite().all().item<bool>(), $"{entry.name}'s gradient is not finite");
        });
        foreach (TorchSharp.Modules.Parameter parameter in model.parameters())
            parameter.grad = null;
    }

    [Theory]
    [MemberData(nameof(NamesLargeOnesExplicit))]
    public void WhatIsSavedIsLoaded(string name)
    {
        Architecture row = Architectures.Find(name);
        using var folder = new TemporaryFolder();
        string path = folder.Create("model.safetensors");
        float[] expected;
        using (TransferModel saved = TransferModel.Create(row, 3, HeadChoice.FastAi(finalNorm: true), new RandomSource(1)).Counted())
        {
            Livened.Norms(saved);
            expected = Logits(saved);
            SafetensorsWriter.Write(path, saved.CopyState());
        }

        using TransferModel loaded = TransferModel.Create(row, 3, HeadChoice.FastAi(finalNorm: true), new RandomSource(2)).Counted();
        using WeightsFile file = WeightsFile.Open(path);
        Assert.NotEqual(expected, Logits(loaded));
        loaded.LoadState(file);

        Assert.Equal(expected, Logits(loaded));
        using FeatureExtractor body = row.CreateBody().Counted();
        Assert.Equal(
            body.state_dict().Keys.Order(StringComparer.Ordinal),
            file.Entries.Select(entry => entry.Name).Where(entry => !entry.StartsWith("head.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static float[] Logits(TransferModel model)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        model.eval();
        return Values(model.call(Formula.Wave([1, 3, 64, 64], 5)));
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
