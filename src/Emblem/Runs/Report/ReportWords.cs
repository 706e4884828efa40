using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Runs.Report;

/// <summary>How a report says numbers and lists to people.</summary>
internal static class ReportWords
{
    /// <summary>Below this many pictures a score says little.</summary>
    public const int FewPictures = 30;

    private const int NamedClasses = 4;

    /// <summary>Such as <c>92%</c>; one digit after the point between 99 and 100, so that no mistake is rounded away.</summary>
    public static string Percent(double share)
    {
        if (!double.IsFinite(share))
            return "an unknown share";
        double percent = share * 100;
        bool isNearlyAll = percent is > 99 and < 100;
        return (isNearlyAll ? Math.Min(percent, 99.9) : percent).ToString(isNearlyAll ? "0.0" : "0", CultureInfo.InvariantCulture) + "%";
    }

    /// <summary>Such as <c>85% to 96%</c>.</summary>
    public static string Range(ScoreInterval interval) => $"{Percent(interval.Low)} to {Percent(interval.High)}";

    /// <summary>Such as <c>92% (85% to 96%)</c>.</summary>
    public static string WithRange(ScoreInterval interval) => interval.Count == 0 ? "–" : $"{Percent(interval.Score)} ({Range(interval)})";

    /// <summary>Such as <c>cats, dogs and birds</c>; of many the first few and how many more there are.</summary>
    public static string Join(IReadOnlyList<string> items, int most = NamedClasses)
    {
        string[] shown = items.Count > most ? [.. items.Take(most - 1), $"{ValueText.Count(items.Count - most + 1)} more"] : [.. items];
        return shown.Length < 2 ? string.Concat(shown) : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }

    /// <summary>A probability or a loss.</summary>
    public static string Short(double value) => ValueText.Number(value, "0.00");
}
