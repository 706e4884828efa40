using System.Numerics;
using Emblem.Compute;

namespace Emblem.Training.Optimizers;

/// <summary>
/// AdamW's step of one parameter in the processor's memory, in a single pass: each value is read, moved and written once, where torch's own
/// operations pass over it ten times. No value depends on another and every operation rounds by itself, so neither the width of the
/// processor's vectors nor the number of threads changes a bit.
/// </summary>
/// <remarks>Moments that become denormal are set to 0: those of weights that get no gradient any more would stay so for good, and slow.</remarks>
internal sealed unsafe class FusedStep
{
    /// <summary>Values that a thread takes at a time: few enough that all end together, many enough that handing them out costs nothing.</summary>
    private const int PieceLength = 1 << 16;

    private const float SmallestNormal = 1.17549435e-38f;

    private readonly float* _weights;
    private readonly float* _gradients;
    private readonly float* _means;
    private readonly float* _squares;
    private readonly long _count;
    private readonly AdamWFactors _factors;

    /// <param name="weights">Where the parameter's values lie.</param>
    /// <param name="gradients">Their gradients, in the same order.</param>
    /// <param name="means">The first moments.</param>
    /// <param name="squares">The second moments.</param>
    /// <param name="count">Values in each.</param>
    /// <param name="factors">The step's numbers.</param>
    public FusedStep(float* weights, float* gradients, float* means, float* squares, long count, AdamWFactors factors)
    {
        _weights = weights;
        _gradients = gradients;
        _means = means;
        _squares = squares;
        _count = count;
        _factors = factors;
    }

    /// <summary>Takes steps, with at most so many threads.</summary>
    public static void TakeAll(IReadOnlyList<FusedStep> steps, int threads)
    {
        var pieces = new List<(FusedStep Step, long From)>();
        foreach (FusedStep step in steps)
        {
            for (long from = 0; from < step._count; from += PieceLength)
                pieces.Add((step, from));
        }

        KernelThreads.Each(pieces.Count, threads, i => pieces[i].Step.Take(pieces[i].From));
    }

    private void Take(long from)
    {
        long end = Math.Min(from + PieceLength, _count);
        long i = from;
        for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> weight = Vector.Load(_weights + i);
            Vector<float> mean = Vector.Load(_means + i);
            Vector<float> square = Vector.Load(_squares + i);
            Move(ref weight, Vector.Load(_gradients + i), ref mean, ref square);
            weight.Store(_weights + i);
            mean.Store(_means + i);
            square.Store(_squares + i);
        }

        // What does not fill a vector goes through one all the same: one formula, and each value is rounded the same way wherever it lies.
        for (; i < end; i++)
        {
            var weight = new Vector<float>(_weights[i]);
            var mean = new Vector<float>(_means[i]);
            var square = new Vector<float>(_squares[i]);
            Move(ref weight, new Vector<float>(_gradients[i]), ref mean, ref square);
            (_weights[i], _means[i], _squares[i]) = (weight[0], mean[0], square[0]);
        }
    }

    private void Move(ref Vector<float> weight, Vector<float> gradient, ref Vector<float> mean, ref Vector<float> square)
    {
        mean = Flush((mean * _factors.MeanShare) + (gradient * _factors.MeanGain));
        square = Flush((square * _factors.SquareShare) + (gradient * gradient * _factors.SquareGain));
        Vector<float> root = (Vector.SquareRoot(square) / _factors.SquareCorrection) + new Vector<float>(_factors.Epsilon);
        weight = (weight * _factors.Shrink) + (mean / root * _factors.Move);
    }

    private static Vector<float> Flush(Vector<float> values) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(values), new Vector<float>(SmallestNormal)), Vector<float>.Zero, values);
}
