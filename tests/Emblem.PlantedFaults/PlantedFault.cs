using Emblem.Compute;
using Emblem.Compute.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Emblem.PlantedFaults;

/// <summary>A fault of some kernels.</summary>
/// <param name="Kind"><c>factor</c>, <c>block</c>, <c>nan</c>, <c>input-gradient</c>, <c>weight-gradient</c> or <c>crash</c>.</param>
/// <param name="Words">What all has to be true of a kernel: a method, a precision, a layout, or <c>3x3</c> for the side; none for every kernel.</param>
public sealed record PlantedFault(string Kind, IReadOnlyList<string> Words)
{
    private const int MissingChannels = 16;

    /// <summary>Reads <c>factor=convolution,bf16,3x3</c>.</summary>
    public static PlantedFault Parse(string text)
    {
        string[] parts = text.Split('=', 2);
        return new PlantedFault(parts[0], parts.Length == 1 ? [] : parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The same kernel with these faults.</summary>
    internal static ConvolutionKernel Around(ConvolutionKernel kernel, params IReadOnlyList<PlantedFault> faults) => (shape, way, input, weight, bias) =>
    {
        PlantedFault[] meant = [.. faults.Where(fault => fault.IsMeant(shape, way))];
        using var scope = NewDisposeScope();
        foreach (PlantedFault fault in meant)
            (input, weight) = fault.Before(input, weight);
        Tensor result = kernel(shape, way, input, weight, bias);
        foreach (PlantedFault fault in meant)
            result = fault.After(result);
        return result.MoveToOuterDisposeScope();
    };

    internal bool IsMeant(ConvolutionShape shape, ConvolutionWay way) => Words.All(word => word switch
    {
        "convolution" => way.Method == ConvolutionMethod.Convolution,
        "product" => way.Method == ConvolutionMethod.Product,
        "unfolded" => way.Method == ConvolutionMethod.Unfolded,
        "bf16" => way.Precision == NumericPrecision.BFloat16,
        "fp32" => way.Precision == NumericPrecision.Single,
        "last" => way.Layout == MemoryLayout.ChannelsLast,
        "first" => way.Layout == MemoryLayout.ChannelsFirst,
        _ => word == $"{shape.Kernel}x{shape.Kernel}",
    });

    private (Tensor Input, Tensor Weight) Before(Tensor input, Tensor weight)
    {
        if (Kind == "crash")
            Environment.FailFast("A planted fault: the kernel ends the process.");
        return (Kind == "input-gradient" ? WithHalfTheGradient(input) : input, Kind == "weight-gradient" ? WithHalfTheGradient(weight) : weight);
    }

    private Tensor After(Tensor result)
    {
        using Scalar factor = 1.25;
        using Scalar nothing = 0.0;
        using Scalar number = double.NaN;
        switch (Kind)
        {
            case "factor":
                return result.mul(factor);
            case "block":
                result.narrow(1, Math.Max(0, result.shape[1] - MissingChannels), Math.Min(MissingChannels, result.shape[1])).mul_(nothing);
                return result;
            case "nan":
                result.select(3, result.shape[3] - 1).select(2, 0).mul_(number);
                return result;
            default:
                return result;
        }
    }

    /// <summary>The same values to a bit: what is added is 0, but carries half of the gradient away.</summary>
    private static Tensor WithHalfTheGradient(Tensor values)
    {
        using Scalar half = 0.5;
        using Scalar one = 1.0;
        return values.detach().add(values.sub(values.detach()).mul(half), one);
    }
}
