using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Training.Schedules;

/// <summary>
/// Peak learning rates for all layer groups. A number gives every group the same; a pair <c>(low, high)</c> spreads geometrically from
/// the first group to the head, as fast.ai's <c>slice(low, high)</c> does. Rates are finite and above 0, and the lower one comes first: whatever else
/// makes a range throws <see cref="ArgumentException"/>.
/// </summary>
/// <param name="Low">Of the first group.</param>
/// <param name="High">Of the head; not below <paramref name="Low"/>.</param>
public readonly record struct LearningRateRange(double Low, double High)
{
    private readonly bool _tenthBelow;

    private LearningRateRange(double high, bool tenthBelow)
        : this(Fault(high, high) is { } fault ? throw new ArgumentOutOfRangeException(nameof(high), fault) : high / 10, high) => _tenthBelow = tenthBelow;

    /// <summary>Of the first group.</summary>
    public double Low { get; init; } = Fault(Low, High) is { } fault ? throw new ArgumentException(fault) : Low;

    /// <summary>fast.ai's default for a fit: 0.003 for the head, a tenth of it for all groups below.</summary>
    public static LearningRateRange Default { get; } = HeadOnly(3e-3);

    /// <summary>fast.ai's <c>slice(high)</c>: the head at <paramref name="high"/>, all groups below at a tenth of it.</summary>
    public static LearningRateRange HeadOnly(double high) => new(high, tenthBelow: true);

    /// <summary>The same rate for every group.</summary>
    public static implicit operator LearningRateRange(double rate) => new(rate, rate);

    /// <summary>A geometric spread.</summary>
    public static implicit operator LearningRateRange((double Low, double High) range) => new(range.Low, range.High);

    /// <summary>One rate a group.</summary>
    /// <exception cref="ArgumentException">This is the default value, or was changed to what is no range.</exception>
    public IReadOnlyList<double> Spread(int groups)
    {
        if (Fault(Low, High) is { } fault)
            throw new ArgumentException(fault);
        (double low, double high, bool tenth) = (Low, High, _tenthBelow);
        return Listing.Of<double>([.. Enumerable.Range(0, groups).Select(group =>
            group == groups - 1 ? high : tenth ? low : low * Math.Pow(high / low, (double)group / (groups - 1)))]);
    }

    /// <summary>What is wrong with two rates, what was expected and what to do; null where nothing is.</summary>
    /// <param name="low">The first group's.</param>
    /// <param name="high">The head's.</param>
    /// <param name="typed">Both as somebody typed them; one where that is for all.</param>
    internal static string? Fault(double low, double high, IReadOnlyList<string>? typed = null)
    {
        typed ??= [.. ((double[])[low, high]).Distinct().Select(rate => rate.ToString(CultureInfo.InvariantCulture))];
        string got = string.Join("..", typed);
        if (!(low > 0 && high > 0 && double.IsFinite(low) && double.IsFinite(high)))
            return $"Learning rates are finite numbers above 0, such as 0.001 or 1e-5..1e-3; got {got}.";
        return low <= high ? null : $"Learning rates rise from the first layers to the head; got {got}. Give {string.Join("..", typed.Reverse())}.";
    }

    /// <summary>As it is typed on the command line: <c>low..high</c>, or one number.</summary>
    public override string ToString() => Low == High
        ? High.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Low}..{High}");
}
