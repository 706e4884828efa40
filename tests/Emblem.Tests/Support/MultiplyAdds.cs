using Emblem.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Tests.Support;

/// <summary>Counts a network's work while it runs, layer by layer: what <c>Architecture.MultiplyAdds</c> says it is.</summary>
internal sealed class MultiplyAdds
{
    /// <summary>So far, for one picture.</summary>
    public long Count { get; private set; }

    /// <summary>Listens to every layer of a network.</summary>
    public void Watch(Module network)
    {
        foreach (Module layer in network.modules())
        {
            switch (layer)
            {
                case Emblem.Models.Convolution or Dense:
                    Parameter weight = layer.get_parameter("weight")!;
                    Add((Module<Tensor, Tensor>)layer, weight.numel() / weight.shape[0]);
                    break;
                case Linear linear:
                    Add(linear, linear.weight!.shape[1]);
                    break;
                case TorchSharp.Modules.BatchNorm2d or TorchSharp.Modules.LayerNorm or ChannelNorm:
                    Add((Module<Tensor, Tensor>)layer, 1);
                    break;
            }
        }
    }

    private void Add(Module<Tensor, Tensor> layer, long perValue) => layer.register_forward_hook((_, _, output) =>
    {
        Count += perValue * output.shape.Skip(1).Aggregate(1L, (size, side) => size * side);
        return output;
    });
}
