using System.Text.Json.Serialization;

namespace Emblem.Training;

/// <summary>fast.ai's smoothing: an exponential average with factor 0.98 whose start is corrected, as Adam corrects its own.</summary>
/// <param name="Average">Not corrected.</param>
/// <param name="Count">Losses taken in.</param>
internal readonly record struct SmoothedLoss(double Average, int Count)
{
    private const double Factor = 0.98;

    /// <summary>The average after the latest loss.</summary>
    [JsonIgnore]
    public double Value => Average / (1 - Math.Pow(Factor, Count));

    public SmoothedLoss Add(double loss) => new((Factor * Average) + ((1 - Factor) * loss), Count + 1);
}
