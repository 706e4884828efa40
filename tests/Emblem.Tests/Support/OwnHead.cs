using Emblem.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Tests.Support;

/// <summary>A head as a user of the library would write one: the mean of each map, seeded dropout, one layer.</summary>
internal sealed class OwnHead : Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Linear _linear;
    private readonly SeededDropout _dropout = new(0.5);

    public OwnHead(int features, int classes)
        : base(nameof(OwnHead))
    {
        _linear = Linear(features, classes);
        RegisterComponents();
    }

    public static HeadChoice Choice { get; } = HeadChoice.Custom((features, classes) => new OwnHead(features, classes));

    public override Tensor forward(Tensor features)
    {
        using Tensor means = features.mean([2, 3]);
        using Tensor kept = _dropout.forward(means);
        return _linear.forward(kept);
    }
}
