using Emblem.Compute;
using Emblem.Compute.Kernels;
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

    private readonly int _inputs;
    private readonly int _outputs;

    /// <param name="inputs">Channels of the picture.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="kernel">Side of the square of neighbours.</param>
    /// <param name="stride">Places from one result to the next.</param>
    /// <param name="padding">Zeros around the picture; null for <see cref="SamePadding"/>, which depends on its size.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether something is added to each channel.</param>
    public Convolution(int inputs, int outputs, int kernel, int stride = 1, int? padding = 0, int groups = 1, bool bias = true)
        : base(nameof(Convolution))
    {
        _weight = Parameter(zeros(outputs, inputs / groups, kernel, kernel));
        _bias = bias ? Parameter(zeros(outputs)) : null;
        (Kernel, Stride, _inputs, _outputs, Padding, Groups) = (kernel, stride, inputs, outputs, padding, groups);
        RegisterComponents();
    }

    public int Kernel { get; }

    public int Stride { get; }

    /// <summary>Zeros on each side; null where they depend on the picture's size.</summary>
    public int? Padding { get; }

    public int Groups { get; }

    /// <summary>[outputs, inputs / groups, kernel, kernel].</summary>
    public Tensor Weight => _weight;

    /// <summary>[outputs], or null.</summary>
    public Tensor? Bias => _bias;

    public NumericPrecision Precision { get; set; } = NumericPrecision.Single;

    /// <summary>Decides how it is computed.</summary>
    public KernelSelection Kernels { get; set; } = KernelSelection.Silent;

    public override Tensor forward(Tensor input)
    {
        if (Padding is not null)
            return Compute(input);
        using var scope = NewDisposeScope();
        return Compute(SamePadding.Pad(input, Kernel, Stride)).MoveToOuterDisposeScope();
    }

    private Tensor Compute(Tensor input) => Kernels.Compute(ShapeFor(input.shape), Precision, input, _weight, _bias);

    private ConvolutionShape ShapeFor(long[] input) =>
        new((int)input[0], _inputs, (int)input[2], (int)input[3], _outputs, Kernel, Stride, Padding ?? 0, Groups, _bias is not null);
}
