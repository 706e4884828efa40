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
        parameter.mul_(factors.Shrink);
        mean.mul_(factors.MeanShare).add_(gradient, alpha: factors.MeanGain);
        square.mul_(factors.SquareShare).addcmul_(gradient, gradient, factors.SquareGain);
        Tensor root = square.sqrt().div_(factors.SquareCorrection).add_(factors.Epsilon);
        parameter.addcdiv_(mean, root, factors.Move);
    }
}
