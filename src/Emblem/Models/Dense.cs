using Emblem.Compute;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// A linear layer within a network's body, float [..., inputs] to [..., outputs]. Starts with zeros, as <see cref="Convolution"/> does. State
/// names: <c>weight</c>, <c>bias</c>.
/// </summary>
internal sealed class Dense : Module<Tensor, Tensor>, IMixedLayer
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;

    public Dense(int inputs, int outputs)
        : base(nameof(Dense))
    {
        _weight = Parameter(zeros(outputs, inputs));
        _bias = Parameter(zeros(outputs));
        RegisterComponents();
    }

    /// <summary>[outputs, inputs].</summary>
    public Tensor Weight => _weight;

    /// <summary>[outputs].</summary>
    public Tensor Bias => _bias;

    public NumericPrecision Precision { get; set; } = NumericPrecision.Single;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.linear(input.In(Precision), _weight.In(Precision), _bias.In(Precision)).MoveToOuterDisposeScope();
    }
}
