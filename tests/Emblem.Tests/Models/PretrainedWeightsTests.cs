using System.Security.Cryptography;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.ModelFiles.PyTorch;
using Emblem.Tests.Shared;
using Emblem.Tests.Support;

namespace Emblem.Tests.Models;

/// <summary>Where weights are looked for, and what wins.</summary>
public sealed class PretrainedWeightsTests : IDisposable
{
    private const string Revision = "0123456789abcdef0123456789abcdef01234567";

    private static readonly byte[] Content = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));

    private static readonly PublishedWeights Weights = new(
        "resnet18",
        "resnet18",
        "made for a test",
        [
            new PublishedFile("resnet18.safetensors", new Uri($"https://huggingface.co/timm/resnet18.test/resolve/{Revision}/model.safetensors"), Hash, 0.1),
            new PublishedFile($"resnet18-{Hash[..8]}.pth", new Uri($"https://host/resnet18-{Hash[..8]}.pth"), Hash[..8], 0.1),
        ])
    {
        Aliases = ["resnet18.test"],
    };

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryVariable[] _variables;

    public PretrainedWeightsTests()
    {
        _variables =
        [
            new("EMBLEM_CACHE", Path.Combine(_folder.Path, "cache")),
            new("EMBLEM_WEIGHTS", Path.Combine(_folder.Path, "chosen")),
            new("XDG_CACHE_HOME", Path.Combine(_folder.Path, "home")),
            new("TORCH_HOME", null),
            new("HF_HOME", null),
            new("HF_HUB_CACHE", null),
        ];
        Directory.CreateDirectory(Path.Combine(_folder.Path, "chosen"));
    }

    public void Dispose()
    {
        foreach (TemporaryVariable variable in _variables)
            variable.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void NothingIsNothing() => Assert.Null(PretrainedWeights.Locate(Weights));

    /// <summary>A program that asks for pretrained weights has some, and is told when they are others.</summary>
    [Fact]
    public async Task WhatIsNotToBeHadIsTheBoxAndSaysSo()
    {
        using var nobody = new TemporaryVariable(WeightsDownload.HostVariable, "http://127.0.0.1:9");

        BodyWeights found = await PretrainedWeights.GetOrBoxedAsync(Architectures.ResNet34, stop: TestContext.Current.CancellationToken);

        Assert.Equal((BoxedWeights.Architecture, "in place of resnet34, which is not to be had here"), (found.Architecture, found.Remark));
        Assert.Equal(BoxedWeights.Sha256, PretrainedWeights.Sha256Of(found.Path));
    }

    [Fact]
    public void TheChosenFolderWinsThenTheCacheThenPythons()
    {
        string torch = Put(Content, "home", "torch", "hub", "checkpoints", $"resnet18-{Hash[..8]}.pth");
        Assert.Equal(torch, PretrainedWeights.Locate(Weights)?.Path);

        string cached = Put(Content, "cache", "weights", "resnet18.safetensors");
        Assert.Equal(cached, PretrainedWeights.Locate(Weights)?.Path);

        string chosen = Put([1], "chosen", "resnet18-imagenet.safetensors");
        Assert.Equal(chosen, PretrainedWeights.Locate(Weights)?.Path);
    }

    [Fact]
    public void InOneFolderThePublishedNameWinsThenSafetensorsThenPth()
    {
        foreach (string name in (string[])["resnet18-imagenet.safetensors", "resnet18.test.pth", "resnet18.pth", $"resnet18-{Hash[..8]}.pth", "resnet18.safetensors"])
        {
            string path = Put(Content, "chosen", name);
            Assert.Equal(path, PretrainedWeights.Locate(Weights)?.Path);
        }
    }

    [Fact]
    public void ANameThatPromisesNothingIsNotChecked()
    {
        Put([1, 2, 3], "chosen", "resnet18.safetensors");

        Assert.True(PretrainedWeights.Locate(Weights)!.IsWhole());
    }

    [Theory]
    [InlineData("chosen", "resnet18-{0}.pth")]
    [InlineData("cache/weights", "resnet18.safetensors")]
    [InlineData("cache/weights", "resnet18-{0}.pth")]
    public void ADamagedFileIsAnErrorThatSaysHowToGetItAnew(string folder, string name)
    {
        string path = Put([1, 2, 3], [.. folder.Split('/'), string.Format(System.Globalization.CultureInfo.InvariantCulture, name, Hash[..8])]);

        var fault = Assert.Throws<EmblemException>(() => PretrainedWeights.FindLocal(Weights));

        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])), fault.Message, StringComparison.Ordinal);
        Assert.Contains("emblem weights fetch resnet18", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANoteBesideAFileSaysWhatItMustBe()
    {
        byte[] own = [1, 2, 3];
        string path = Put(own, "cache", "weights", $"resnet18-{Hash[..8]}.pth");
        HashNote.Write(path, Convert.ToHexString(SHA256.HashData(own)));
        Assert.True(PretrainedWeights.Locate(Weights)!.IsWhole());

        HashNote.Write(path, Hash);

        var fault = Assert.Throws<EmblemException>(() => PretrainedWeights.FindLocal(Weights));
        Assert.Contains($"expected {Hash}. ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AChosenFolderThatIsNotThereIsAnError()
    {
        using var variable = new TemporaryVariable("EMBLEM_WEIGHTS", Path.Combine(_folder.Path, "mistyped"));

        var fault = Assert.Throws<EmblemException>(() => PretrainedWeights.Locate(Weights));

        Assert.Contains("mistyped", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherProgramsDamagedFileIsPassedOver()
    {
        Put([1, 2, 3], "home", "torch", "hub", "checkpoints", $"resnet18-{Hash[..8]}.pth");

        Assert.Null(PretrainedWeights.Locate(Weights));
    }

    [Fact]
    public void HuggingFacesCacheIsReadByHash()
    {
        string[] repository = ["home", "huggingface", "hub", "models--timm--resnet18.test", "snapshots"];
        Put([1, 2, 3], [.. repository, "aaaa", "model.safetensors"]);
        string right = Put(Content, [.. repository, "bbbb", "model.safetensors"]);

        Assert.Equal(right, PretrainedWeights.Locate(Weights)?.Path);
    }

    [Fact]
    public void AChangedFileIsHashedAgain()
    {
        string path = Put(Content, "cache", "weights", "resnet18.safetensors");
        Assert.Equal(Hash, CheckedFiles.Sha256Of(path));
        DateTime before = File.GetLastWriteTimeUtc(path);

        // Same length and same time: what was seen before is believed. Another time: it is not.
        File.WriteAllBytes(path, new byte[Content.Length]);
        File.SetLastWriteTimeUtc(path, before);
        Assert.Equal(Hash, CheckedFiles.Sha256Of(path));
        File.SetLastWriteTimeUtc(path, before.AddSeconds(1));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(new byte[Content.Length])), CheckedFiles.Sha256Of(path));
    }

    [Fact]
    public void ADamagedMemoryOfHashesCostsOnlyTime()
    {
        string path = Put(Content, "chosen", "resnet18.safetensors");
        Put([1, 2, 3], "cache", "weights", CheckedFiles.FileName);

        Assert.Equal(Hash, CheckedFiles.Sha256Of(path));
    }

    [Fact]
    public void RealWeightsOfTheChosenFolderAreOpened()
    {
        string path = _folder.Create("chosen", "resnet18.safetensors");
        WriteResNet18(path);

        BodyWeights found = PretrainedWeights.FindLocal(Architectures.ResNet18)!;
        BodyWeights same = PretrainedWeights.FromFile(path);
        TensorLeakGuard.CountMadeInside(Architectures.ResNet18, Architectures.ResNet18);

        Assert.Equal((path, "resnet18", "imagenet, resnet18.safetensors"), (found.Path, found.Architecture.Name, found.Origin));
        Assert.Equal("resnet18", same.Architecture.Name);
    }

    [Fact]
    public void TheRightHashIsEnough()
    {
        string path = Put(Content, "cache", "weights", "resnet18.safetensors");

        Assert.Equal(new BodyWeights(path, Architectures.ResNet18, "imagenet, resnet18.safetensors"), PretrainedWeights.FindLocal(Weights));
    }

    /// <summary>What torchvision publishes: a state dictionary of torch's, a classifier in it, under a name that carries its hash.</summary>
    [Fact]
    public void APublishedPthStartsANetwork()
    {
        using FeatureExtractor body = Architectures.ResNet18.CreateBody().Counted();
        byte[] file = CraftedFile.StateDictionary(
            [.. StateDictionary.Copy(body), new NamedTensor("fc.bias", TensorType.F32, [1000], new byte[4000])]);
        string hash = Convert.ToHexStringLower(SHA256.HashData(file));
        var published = new PublishedFile($"resnet18-{hash[..8]}.pth", new Uri($"https://host/resnet18-{hash[..8]}.pth"), hash[..8], 0.1);
        string path = Put(file, "home", "torch", "hub", "checkpoints", published.Name);

        BodyWeights found = PretrainedWeights.FindLocal(Weights with { Files = [published] })!;
        using FeatureExtractor loaded = found.Architecture.CreateBody().Counted();
        found.LoadInto(loaded);

        Assert.Equal((path, $"imagenet, {published.Name}"), (found.Path, found.Origin));
        Assert.All(
            StateDictionary.Copy(body).Zip(StateDictionary.Copy(loaded)),
            pair => Assert.True(pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span), pair.First.Name));
    }

    [Fact]
    public void AnotherNetworksWeightsSayWhatDiffers()
    {
        string path = _folder.Create("any.safetensors");
        WriteResNet18(path);

        var fault = Assert.Throws<EmblemException>(() => PretrainedWeights.FromFile(path, Architectures.ResNet34));
        TensorLeakGuard.CountMadeInside(Architectures.ResNet34);

        Assert.Contains("resnet34", fault.Message, StringComparison.Ordinal);
        Assert.Contains("layer1.2.conv1.weight", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACutFileInTheCacheSaysHowToGetItAnew()
    {
        string path = _folder.Create("cache", "weights", "resnet18-imagenet.safetensors");
        WriteResNet18(path);
        using (FileStream file = File.OpenWrite(path))
            file.SetLength(file.Length / 2);

        var fault = Assert.Throws<EmblemException>(() => PretrainedWeights.FindLocal(Architectures.ResNet18));

        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains("emblem weights fetch resnet18", fault.Message, StringComparison.Ordinal);
    }

    private string Put(byte[] content, params string[] parts)
    {
        string path = _folder.Create(parts);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static void WriteResNet18(string path)
    {
        using FeatureExtractor body = Architectures.ResNet18.CreateBody().Counted();
        SafetensorsWriter.Write(path, StateDictionary.Copy(body));
    }
}
