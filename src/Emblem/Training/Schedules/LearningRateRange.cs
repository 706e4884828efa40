using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Training.Schedules;

/// <summary>
/// Peak learning rates for all layer groups. A number gives every group the same; a pair <c>(low, high)</c> spreads geometrically from
/// the first group to the head, as fast.ai's <c>slice(low, high)</c> does.
/// </summary>
/// <param name="Low">Of the first group.</param>
/// <param name="High">Of the head.</param>
public readonly record struct LearningRateRange(double Low, double High)
{
    private readonly bool _tenthBelow;

    private LearningRateRange(double high, bool tenthBelow)
        : this(high / 10, high) => _tenthBelow = tenthBelow;

    /// <summary>fast.ai's default for a fit: 0.003 for the head, a tenth of it for all groups below.</summary>
    public static LearningRateRange Default { get; } = HeadOnly(3e-3);

    /// <summary>fast.ai's <c>slice(high)</c>: the head at <paramref name="high"/>, all groups below at a tenth of it.</summary>
    public static LearningRateRange HeadOnly(double high) => new(high, tenthBelow: true);

    /// <summary>The same rate for every group.</summary>
    public static implicit operator LearningRateRange(double rate) => new(rate, rate);

    /// <summary>A geometric spread.</summary>
    public static implicit operator LearningRateRange((double Low, double High) range) => new(range.Low, range.High);

    /// <summary>One rate a group.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not positive and finite.</exception>
    public IReadOnlyList<double> Spread(int groups)
    {
        if (!(Low > 0) || !(High > 0) || !double.IsFinite(Low) || !double.IsFinite(High))
            throw new ArgumentOutOfRangeException(nameof(groups), $"Learning rates must be positive numbers; got {this}.");
        (double low, double high, bool tenth) = (Low, High, _tenthBelow);
        return Listing.Of<double>([.. Enumerable.Range(0, groups).Select(group =>
            group == groups - 1 ? high : tenth ? low : low * Math.Pow(high / low, (double)group / (groups - 1)))]);
    }

    /// <summary>As it is typed on the command line: <c>low..high</c>, or one number.</summary>
    public override string ToString() => Low == High
        ? High.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Low}..{High}");
}
