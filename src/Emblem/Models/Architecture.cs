using Emblem.Compute;
using Emblem.Imaging;
using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>A network that can be named: one row of <see cref="Architectures"/>.</summary>
public sealed class Architecture
{
    private readonly Func<FeatureExtractor> _create;

    internal Architecture(string name, Func<FeatureExtractor> create, string publishedWeights)
    {
        _create = create;
        Name = name;
        PublishedWeights = publishedWeights;
    }

    /// <summary>In lower case, as torchvision and timm write it, for example <c>resnet34</c>.</summary>
    public string Name { get; }

    /// <summary>The preprocessing that the published weights were trained with, at 224 × 224 pixels.</summary>
    public Preprocessing Preprocessing { get; } = new(224, 224, statistics: ImageStatistics.ImageNet);

    /// <summary>The repository on the Hugging Face hub that holds ImageNet weights as safetensors under the same names.</summary>
    public string PublishedWeights { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal FeatureExtractor CreateBody()
    {
        NativeRuntime.EnsureLoaded();
        return _create();
    }

    /// <summary>Whether a file has every entry of the body in its shape.</summary>
    internal bool Fits(WeightsFile file)
    {
        using FeatureExtractor body = CreateBody();
        return StateDictionary.Fits(body, file);
    }
}
