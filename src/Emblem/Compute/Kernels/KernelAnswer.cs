using System.Globalization;

namespace Emblem.Compute.Kernels;

/// <summary>What is known of one way of computing a convolution on this machine.</summary>
/// <param name="Shape">Of the convolution.</param>
/// <param name="Way">Of computing it.</param>
/// <param name="Threads">That computed it.</param>
/// <param name="Right">Parts that were tried and right.</param>
/// <param name="Wrong">Parts that were tried and wrong.</param>
internal sealed record KernelAnswer(ConvolutionShape Shape, ConvolutionWay Way, int Threads, KernelParts Right, KernelParts Wrong)
{
    /// <summary>Whether it ended the process that tried it; then it is never tried again.</summary>
    public bool Crashes { get; init; }

    /// <summary>The largest distance of what was wrong; null for nothing wrong or for what was no number.</summary>
    public double? Error { get; init; }

    /// <summary>Of what a trial found.</summary>
    public static KernelAnswer Of(ConvolutionShape shape, ConvolutionWay way, int threads, KernelVerdict found) =>
        new(shape, way, threads, found.Right, found.Wrong) { Error = found.Wrong != 0 && double.IsFinite(found.Error) ? found.Error : null };

    /// <summary>What is wrong with the parts that are needed, in words; null for nothing.</summary>
    public string? FaultOf(KernelParts needed)
    {
        if (Crashes)
            return "it ends the process";
        string[] parts =
        [
            .. new[] { (KernelParts.Forward, "its result"), (KernelParts.InputGradient, "the gradient of its input"), (KernelParts.WeightGradient, "the gradient of its weight") }
                .Where(part => (Wrong & needed & part.Item1) != 0).Select(part => part.Item2),
        ];
        if (parts.Length == 0)
            return null;
        (string verb, string whose) = parts.Length == 1 ? ("is", "its") : ("are", "their");
        string size = Error is { } error ? string.Create(CultureInfo.InvariantCulture, $" by {error:0.0##} of {whose} size") : "";
        return $"{string.Join(" and ", parts)} {verb} off{size}";
    }

    /// <summary>Both together, of the same shape, way and threads.</summary>
    public KernelAnswer With(KernelAnswer other) => this with
    {
        Right = Right | other.Right,
        Wrong = Wrong | other.Wrong,
        Crashes = Crashes || other.Crashes,
        Error = other.Error ?? Error,
    };
}
