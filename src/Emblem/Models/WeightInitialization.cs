using Emblem.Compute;
using Emblem.Foundation;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Models;

/// <summary>Random starting weights, the same for the same stream: each network's published recipe for a body, fast.ai's for a head.</summary>
internal static class WeightInitialization
{
    /// <summary>
    /// Convolutions by He et al. 2015, fan out, a depthwise one counting its own channel alone, unless the network has a deviation of its own;
    /// norms as identity, biases 0; but the last norm of a bottleneck block with scale 0 (Goyal et al. 2017, as timm does and torchvision on request).
    /// </summary>
    /// <remarks>
    /// So a network of fifty layers begins as a shallow one, and what two processors round differently is blown up far less; it learns more in a
    /// short training too. Networks of basic blocks learn less so, and are left as published: benchmarks/README.md has the figures.
    /// </remarks>
    public static void FillBody(FeatureExtractor body, RandomStream random)
    {
        Fill(body, random, weight => body.StartingDeviation ?? Math.Sqrt(2.0 / FanOut(weight)));
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        foreach (Bottleneck block in body.modules().OfType<Bottleneck>())
            block.LastNorm.weight.zero_();
    }

    /// <summary>Linear layers by He et al. 2015, fan in, bias 0; norms as identity.</summary>
    public static void FillHead(nn.Module head, RandomStream random) =>
        Fill(head, random, weight => Math.Sqrt(2.0 / (weight.shape[1] * Area(weight))));

    private static void Fill(nn.Module network, RandomStream random, Func<Tensor, double> deviation)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using Scalar share = ConvNeXtBlock.StartingShare;
        using var generator = new Generator((ulong)(random.NextBits() >> 1), CPU);
        foreach (nn.Module layer in network.modules())
        {
            foreach ((string name, Parameter value) in layer.named_parameters(recurse: false))
            {
                if (name == "bias")
                    value.zero_();
                else if (layer is BatchNorm1d or BatchNorm2d or LayerNorm or ChannelNorm)
                    value.fill_(Kept.One);
                else if (layer is ConvNeXtBlock)
                    value.fill_(share);
                else
                    value.normal_(0, deviation(value), generator);
            }
        }
    }

    private static long FanOut(Tensor weight) => (weight.shape[1] == 1 ? 1 : weight.shape[0]) * Area(weight);

    private static long Area(Tensor weight) => weight.shape.Skip(2).Aggregate(1L, (area, side) => area * side);
}
