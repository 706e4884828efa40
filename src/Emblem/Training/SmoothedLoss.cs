namespace Emblem.Training;

/// <summary>fast.ai's smoothing: an exponential average with factor 0.98 whose start is corrected, as Adam corrects its own.</summary>
internal sealed class SmoothedLoss
{
    private const double Factor = 0.98;
    private double _average;
    private int _count;

    /// <summary>The average after the latest loss.</summary>
    public double Value => _average / (1 - Math.Pow(Factor, _count));

    public double Add(double loss)
    {
        _average = (Factor * _average) + ((1 - Factor) * loss);
        _count++;
        return Value;
    }
}
