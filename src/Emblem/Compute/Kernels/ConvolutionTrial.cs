using System.Runtime.InteropServices;
using Emblem.Foundation;
using static TorchSharp.torch;

namespace Emblem.Compute.Kernels;

/// <summary>
/// Computes a convolution on numbers that are made up, and compares samples of its result and gradients with plain sums. Costs one step of that
/// layer and some milliseconds. Every seed finds 16 channels that are left out of 2,048.
/// </summary>
internal static class ConvolutionTrial
{
    // Of the size that a sum over the channels has. Right code rounds each result to 1 in 512 in bf16, which is a thousandth in the sum and at worst
    // eight of a sum of one; in fp32 whole numbers are exact, but for code that transforms them first. Sixteen channels of 2,048 left out are 90
    // thousandths.
    private const double BFloat16Tolerance = 0.02;
    private const double SingleTolerance = 1e-4;

    /// <summary>Tries one way.</summary>
    /// <param name="kernel">What computes.</param>
    /// <param name="shape">Of the convolution.</param>
    /// <param name="way">Of computing it.</param>
    /// <param name="parts">What to look at; nothing else is computed.</param>
    /// <param name="seed">Of the numbers, the places and the signs.</param>
    public static KernelVerdict Run(ConvolutionKernel kernel, ConvolutionShape shape, ConvolutionWay way, KernelParts parts, long seed = 1)
    {
        using var scope = NewDisposeScope();
        var sample = new ConvolutionSample(shape, seed);
        var sums = new ConvolutionSums(sample);
        double tolerance = way.Precision == NumericPrecision.BFloat16 ? BFloat16Tolerance : SingleTolerance;
        IReadOnlyList<(KernelParts Part, double Error)> errors;
        try
        {
            errors = [.. Errors(kernel, sample, sums, way, parts)];
        }
        catch (ExternalException fault) when (!fault.Message.Contains("allocate", StringComparison.Ordinal))
        {
            // What libtorch refuses to compute; a machine that is out of memory says nothing about its kernels.
            return new KernelVerdict(KernelParts.None, parts, double.NaN);
        }

        KernelParts right = errors.Where(found => found.Error <= tolerance).Aggregate(KernelParts.None, (all, found) => all | found.Part);
        return new KernelVerdict(right, parts & ~right, errors.Any(found => double.IsNaN(found.Error)) ? double.NaN : errors.Max(found => found.Error));
    }

    private static IEnumerable<(KernelParts Part, double Error)> Errors(
        ConvolutionKernel kernel, ConvolutionSample sample, ConvolutionSums sums, ConvolutionWay way, KernelParts parts)
    {
        ConvolutionShape shape = sample.Shape;
        RandomStream random = sample.Random.Stream("kernel places");
        bool ofInput = parts.HasFlag(KernelParts.InputGradient);
        bool ofWeight = parts.HasFlag(KernelParts.WeightGradient);
        Tensor input = sample.InputTensor(way.Precision, way.Layout).requires_grad_(ofInput);
        Tensor weight = sample.WeightTensor(way.Layout).requires_grad_(ofWeight);
        using var gradients = set_grad_enabled(ofInput || ofWeight);
        Tensor result = kernel(shape, way, input, weight, sample.BiasTensor());
        if (parts.HasFlag(KernelParts.Forward))
        {
            var places = new SampledPlaces(shape.Pictures, shape.ResultHeight, shape.ResultWidth, random);
            yield return (KernelParts.Forward, Largest(sums.Results(places), places.ReadFrom(result), sums.OutputSigns));
        }

        if (!ofInput && !ofWeight)
            yield break;
        Tensor[] of = [.. ofInput ? (Tensor[])[input] : [], .. ofWeight ? (Tensor[])[weight] : []];
        IList<Tensor> found = autograd.grad([result], of, [sample.GradientTensor(way.Precision, way.Layout)]);
        if (ofInput)
        {
            var places = new SampledPlaces(shape.Pictures, shape.Height, shape.Width, random);
            yield return (KernelParts.InputGradient, Largest(sums.InputGradients(places), places.ReadFrom(found[0]), sums.InputSigns));
        }

        if (ofWeight)
            yield return (KernelParts.WeightGradient, OfWeight(sums, shape, found[^1]));
    }

    private static double Largest(IEnumerable<(double Sum, double Size)> expected, float[][] channels, short[] signs) =>
        expected.Zip(channels, (wanted, values) => Distance(values.Zip(signs, (value, sign) => (double)value * sign).Sum(), wanted.Sum, wanted.Size)).Aggregate(Larger);

    /// <summary>At the corners of the kernel and in its middle.</summary>
    private static double OfWeight(ConvolutionSums sums, ConvolutionShape shape, Tensor gradient)
    {
        int last = (shape.Kernel * shape.Kernel) - 1;
        int[] places = [.. new[] { 0, last / 2, last }.Distinct()];
        return sums.WeightGradients(places, NativeRuntime.Threads).Zip(places, (wanted, place) =>
            SignedSum(shape, sums.OutputSigns, gradient, place).Zip(wanted.Sums, (value, sum) => Distance(value, sum, wanted.Size)).Aggregate(Larger)).Aggregate(Larger);
    }

    /// <summary>For each input channel the gradients at a place of the kernel, summed by the outputs' signs.</summary>
    private static double[] SignedSum(ConvolutionShape shape, short[] signs, Tensor gradient, int place)
    {
        float[] values = gradient.select(3, place % shape.Kernel).select(2, place / shape.Kernel).contiguous().data<float>().ToArray();
        double[] sums = new double[shape.Inputs];
        for (int output = 0; output < shape.Outputs; output++)
        {
            int first = output / shape.GroupOutputs * shape.GroupInputs;
            for (int input = 0; input < shape.GroupInputs; input++)
                sums[first + input] += values[(output * shape.GroupInputs) + input] * signs[output];
        }

        return sums;
    }

    /// <summary>In units of the size; where nothing but 0 is right, 0 or without end.</summary>
    private static double Distance(double value, double wanted, double size) =>
        size > 0 ? Math.Abs(value - wanted) / size : value == wanted ? 0 : double.PositiveInfinity;

    /// <summary>The larger of two; what is no number is larger than any.</summary>
    private static double Larger(double one, double other) => double.IsNaN(one) || double.IsNaN(other) ? double.NaN : Math.Max(one, other);
}
