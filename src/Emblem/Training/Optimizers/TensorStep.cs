using TorchSharp;
using static TorchSharp.torch;

namespace Emblem.Training.Optimizers;

/// <summary>AdamW's step of one parameter by torch's own operations, for parameters that are not in the processor's memory.</summary>
internal static class TensorStep
{
    /// <param name="parameter">Moved in place.</param>
    /// <param name="gradient">Only read.</param>
    /// <param name="mean">The first moment, moved in place.</param>
    /// <param name="square">The second moment, moved in place.</param>
    /// <param name="factors">The step's numbers.</param>
    public static void Take(Tensor parameter, Tensor gradient, Tensor mean, Tensor square, AdamWFactors factors)
    {
        using var scope = NewDisposeScope();
        using Scalar shrink = factors.Shrink, meanShare = factors.MeanShare, meanGain = factors.MeanGain, squareShare = factors.SquareShare;
        using Scalar squareGain = factors.SquareGain, correction = factors.SquareCorrection, epsilon = factors.Epsilon, move = factors.Move;
        parameter.mul_(shrink);
        mean.mul_(meanShare).add_(gradient, meanGain);
        square.mul_(squareShare).addcmul_(gradient, gradient, squareGain);
        Tensor root = square.sqrt().div_(correction).add_(epsilon);
        parameter.addcdiv_(mean, root, move);
    }
}
