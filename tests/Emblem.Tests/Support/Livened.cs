using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Tests.Support;

/// <summary>Networks whose norms have something to say, as after a training; fresh ones pass everything on as it is.</summary>
internal static class Livened
{
    public static void Norms(nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (NormBase norm in network.modules().OfType<NormBase>())
        {
            int count = (int)norm.num_features;
            norm.running_mean!.copy_(tensor(Formula.Wave(count, 1, 0.1)));
            norm.running_var!.copy_(tensor(Formula.Wave(count, 2, 0.4, 1)));
            norm.weight!.copy_(tensor(Formula.Wave(count, 3, 0.2, 1)));
            norm.bias!.copy_(tensor(Formula.Wave(count, 4, 0.1)));
        }
    }
}
