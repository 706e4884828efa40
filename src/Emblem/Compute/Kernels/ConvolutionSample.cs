using System.Runtime.InteropServices;
using Emblem.Foundation;
using static TorchSharp.torch;

namespace Emblem.Compute.Kernels;

/// <summary>
/// Numbers to try a convolution on: small whole ones, which bf16 and fp32 hold exactly, so that all rounding seen is that of the result. Kept
/// with the channels of a place side by side, whatever order the tensors have.
/// </summary>
internal sealed class ConvolutionSample
{
    /// <summary>The mean square of a number: of whole ones from −7 to 7, equally likely.</summary>
    public const double MeanSquare = 56.0 / 3;

    private const int Largest = 7;
    private const int Numbers = (2 * Largest) + 1;
    private const int BlockLength = 1_000_003;
    private const long UsualSeed = 1;
    private static readonly Lazy<sbyte[]> UsualBlock = new(() => Draw(UsualSeed));
    private readonly sbyte[] _block;

    /// <param name="shape">Of the convolution.</param>
    /// <param name="seed">Of the numbers.</param>
    public ConvolutionSample(ConvolutionShape shape, long seed = UsualSeed)
    {
        Shape = shape;
        Random = new RandomSource(seed);
        _block = seed == UsualSeed ? UsualBlock.Value : Draw(seed);
        Input = Repeat(0, (long)shape.Pictures * shape.Height * shape.Width * shape.Inputs);
        Weight = Repeat(1, (long)shape.Outputs * shape.GroupInputs * shape.Kernel * shape.Kernel);
        Bias = shape.HasBias ? Repeat(2, shape.Outputs) : [];
        Gradient = Repeat(3, (long)shape.Pictures * shape.ResultHeight * shape.ResultWidth * shape.Outputs);
    }

    public ConvolutionShape Shape { get; }

    /// <summary>Decides what else is random in a trial.</summary>
    public RandomSource Random { get; }

    /// <summary>[pictures, height, width, inputs].</summary>
    public sbyte[] Input { get; }

    /// <summary>[outputs, kernel, kernel, inputs of a group].</summary>
    public sbyte[] Weight { get; }

    /// <summary>[outputs], or none.</summary>
    public sbyte[] Bias { get; }

    /// <summary>The gradient of the result: [pictures, result height, result width, outputs].</summary>
    public sbyte[] Gradient { get; }

    /// <summary>As a tensor [pictures, inputs, height, width].</summary>
    public Tensor InputTensor(NumericPrecision precision, MemoryLayout layout) =>
        ToTensor(Input, [Shape.Pictures, Shape.Height, Shape.Width, Shape.Inputs], precision, layout);

    /// <summary>As an fp32 tensor [outputs, inputs of a group, kernel, kernel]: weights are masters in fp32.</summary>
    public Tensor WeightTensor(MemoryLayout layout) =>
        ToTensor(Weight, [Shape.Outputs, Shape.Kernel, Shape.Kernel, Shape.GroupInputs], NumericPrecision.Single, layout);

    /// <summary>As an fp32 tensor [outputs]; null for none.</summary>
    public Tensor? BiasTensor() => Shape.HasBias ? tensor([.. Bias.Select(number => (float)number)]) : null;

    /// <summary>As a tensor [pictures, outputs, result height, result width].</summary>
    public Tensor GradientTensor(NumericPrecision precision, MemoryLayout layout) =>
        ToTensor(Gradient, [Shape.Pictures, Shape.ResultHeight, Shape.ResultWidth, Shape.Outputs], precision, layout);

    private static Tensor ToTensor(sbyte[] values, long[] shape, NumericPrecision precision, MemoryLayout layout)
    {
        using var scope = NewDisposeScope();
        Tensor whole = empty(shape, ScalarType.Int8);
        MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(whole.bytes);
        Tensor turned = whole.In(precision).permute(0, 3, 1, 2);
        return (layout == MemoryLayout.ChannelsLast ? turned : turned.contiguous()).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The block over and over, from one of its quarters on: two tensors that are alike would make sums larger than by chance. Its length is a
    /// prime, so that it begins nowhere again where a place does.
    /// </summary>
    private sbyte[] Repeat(int quarter, long count)
    {
        sbyte[] values = GC.AllocateUninitializedArray<sbyte>(checked((int)count));
        int from = BlockLength / 4 * quarter;
        for (int done = 0; done < values.Length; from = 0)
        {
            int length = Math.Min(BlockLength - from, values.Length - done);
            _block.AsSpan(from, length).CopyTo(values.AsSpan(done));
            done += length;
        }

        return values;
    }

    private static sbyte[] Draw(long seed)
    {
        RandomStream random = new RandomSource(seed).Stream("kernels");
        sbyte[] block = new sbyte[BlockLength];
        for (int i = 0; i < block.Length; i++)
            block[i] = (sbyte)(random.NextInt(Numbers) - Largest);
        return block;
    }
}
