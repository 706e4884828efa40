using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Imaging;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>A network that can be named: one row of <see cref="Architectures"/>. Looking at a row makes no network and needs no torch.</summary>
public sealed class Architecture
{
    /// <summary>
    /// Layer groups of every network with a head: two of the body, cut where fast.ai cuts ResNet, and the head. Each has its own learning rate.
    /// </summary>
    public const int LayerGroups = 3;

    /// <summary>Classes of ImageNet-1k, which all published classifiers tell apart.</summary>
    internal const int PublishedClasses = 1000;

    private readonly Func<FeatureExtractor> _body;
    private readonly Func<int, Module<Tensor, Tensor>>? _classifier;

    /// <param name="name">As torchvision or timm writes it.</param>
    /// <param name="body">Makes the network without its classifier.</param>
    /// <param name="classifier">Makes the published classifier for a number of features; null where none is published.</param>
    internal Architecture(string name, Func<FeatureExtractor> body, Func<int, Module<Tensor, Tensor>>? classifier)
    {
        _body = body;
        _classifier = classifier;
        Name = name;
    }

    /// <summary>In lower case, as torchvision and timm write it, for example <c>resnet34</c>.</summary>
    public string Name { get; }

    /// <summary>Other names that <see cref="Architectures.Find"/> takes for it.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>Features that the network makes of each place of a picture: what a classifier works on.</summary>
    public required int FeatureCount { get; init; }

    /// <summary>Parameters of the network without its classifier, which a trained model has in addition to its head's.</summary>
    public required long BodyParameters { get; init; }

    /// <summary>Parameters of the published network, its classifier of 1000 classes included where it has one.</summary>
    public required long Parameters { get; init; }

    /// <summary>
    /// Multiplications with an addition that the published network does for one picture of the size in <see cref="Preprocessing"/>: those of
    /// convolutions and linear layers, and one for each value that a norm scales. About half of what is called FLOPs elsewhere.
    /// </summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>
    /// How pictures were prepared for the published weights in their own evaluation: size, mean and deviation, interpolation, central part.
    /// Mean and deviation matter to everything that starts from these weights.
    /// </summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>The licence of the published weights by its SPDX name, for example <c>BSD-3-Clause</c>.</summary>
    public required string WeightsLicence { get; init; }

    /// <summary>Whether the network is published with a classifier, or as a body alone.</summary>
    internal bool HasClassifier => _classifier is not null;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal FeatureExtractor CreateBody()
    {
        NativeRuntime.EnsureLoaded();
        return Make(_body);
    }

    /// <summary>The published classifier, from the body's features to [n, 1000] logits; its state names are the checkpoint's.</summary>
    /// <exception cref="InvalidOperationException">It is published without one.</exception>
    internal Module<Tensor, Tensor> CreateClassifier()
    {
        NativeRuntime.EnsureLoaded();
        Func<int, Module<Tensor, Tensor>> classifier = _classifier ?? throw new InvalidOperationException($"{Name} is published without a classifier.");
        return Make(() => classifier(FeatureCount));
    }

    /// <summary>A convolution with a bias leaves a tensor behind when it is made (TorchSharp 0.107): freed here instead of by a collection.</summary>
    private static T Make<T>(Func<T> create)
        where T : Module
    {
        using var scope = NewDisposeScope();
        T network = create();
        foreach (Tensor kept in network.parameters().Concat(network.buffers()))
            kept.DetachFromDisposeScope();
        return network;
    }
}
