using Emblem.Foundation;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Models;

/// <summary>Random starting weights, the same for the same stream: torchvision's for a body, fast.ai's for a head.</summary>
internal static class WeightInitialization
{
    /// <summary>Convolutions by He et al. 2015, fan out; norms as identity.</summary>
    public static void FillBody(nn.Module body, RandomStream random) =>
        Fill(body, random, weight => weight.shape[0] * Area(weight));

    /// <summary>Linear layers by He et al. 2015, fan in, bias 0; norms as identity.</summary>
    public static void FillHead(nn.Module head, RandomStream random) =>
        Fill(head, random, weight => weight.shape[1] * Area(weight));

    private static void Fill(nn.Module network, RandomStream random, Func<Tensor, long> fan)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)(random.NextBits() >> 1), CPU);
        foreach (nn.Module layer in network.modules())
        {
            foreach ((string name, Parameter value) in layer.named_parameters(recurse: false))
            {
                if (layer is BatchNorm1d or BatchNorm2d)
                    value.fill_(name == "weight" ? 1 : 0);
                else if (name == "bias")
                    value.zero_();
                else
                    value.normal_(0, Math.Sqrt(2.0 / fan(value)), generator);
            }
        }
    }

    private static long Area(Tensor weight) => weight.shape.Skip(2).Aggregate(1L, (area, side) => area * side);
}
