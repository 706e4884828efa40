namespace Emblem.Training.Optimizers;

/// <summary>The numbers of one step that are the same for all values of a parameter, worked out in double precision.</summary>
/// <param name="MeanShare">Beta 1: the share of the first moment that stays.</param>
/// <param name="MeanGain">1 − beta 1.</param>
/// <param name="SquareShare">Beta 2: the share of the second moment that stays.</param>
/// <param name="SquareGain">1 − beta 2.</param>
/// <param name="SquareCorrection">The root of 1 − beta 2 ^ steps: the second moment starts at 0.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="Shrink">1 − rate × decay: what weights are multiplied by first.</param>
/// <param name="Move">−rate / (1 − beta 1 ^ steps): the first moment starts at 0 too.</param>
internal readonly record struct AdamWFactors(
    float MeanShare, float MeanGain, float SquareShare, float SquareGain, float SquareCorrection, float Epsilon, float Shrink, float Move)
{
    private const double Beta2 = 0.99;
    private const double StandardEpsilon = 1e-8;

    /// <summary>With fast.ai v1's beta 2 of 0.99 and epsilon of 1e-8.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <param name="beta1">Momentum.</param>
    /// <param name="decay">Decoupled weight decay.</param>
    /// <param name="steps">Steps that the parameter will have made with this one, from 1.</param>
    public static AdamWFactors For(double rate, double beta1, double decay, int steps) => new(
        (float)beta1,
        (float)(1 - beta1),
        (float)Beta2,
        (float)(1 - Beta2),
        (float)Math.Sqrt(1 - Math.Pow(Beta2, steps)),
        (float)StandardEpsilon,
        (float)(1 - (rate * decay)),
        (float)(-rate / (1 - Math.Pow(beta1, steps))));
}
