using Emblem.Compute;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// A convolution of pictures, float [n, inputs, h, w] to [n, outputs, h', w']. Where torch's own layer would start with numbers from the global
/// generator, this one starts with zeros: <see cref="WeightInitialization"/> or a file fills it. State names: <c>weight</c>, <c>bias</c>.
/// </summary>
internal sealed class Convolution : Module<Tensor, Tensor>, IMixedLayer
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias;

    private readonly long[] _stride;
    private readonly long[] _padding;
    private readonly int _groups;

    /// <param name="inputs">Channels of the picture.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="kernel">Side of the square of neighbours.</param>
    /// <param name="stride">Places from one result to the next.</param>
    /// <param name="padding">Zeros around the picture.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether something is added to each channel.</param>
    public Convolution(int inputs, int outputs, int kernel, int stride = 1, int padding = 0, int groups = 1, bool bias = true)
        : base(nameof(Convolution))
    {
        _weight = Parameter(zeros(outputs, inputs / groups, kernel, kernel));
        _bias = bias ? Parameter(zeros(outputs)) : null;
        (Kernel, Stride, _groups) = (kernel, stride, groups);
        _stride = [stride, stride];
        _padding = [padding, padding];
        RegisterComponents();
    }

    public int Kernel { get; }

    public int Stride { get; }

    public Precision Precision { get; set; } = Precision.Single;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.conv2d(input.In(Precision), _weight.In(Precision), _bias?.In(Precision), _stride, _padding, dilation: [1, 1], _groups)
            .MoveToOuterDisposeScope();
    }
}
