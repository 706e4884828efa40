using System.Globalization;

namespace Emblem.Studio.Words;

/// <summary>Words with something put into their places.</summary>
internal static class Text
{
    /// <summary>Numbers as all of Emblem writes them.</summary>
    public static string Of(string words, params object[] values) => string.Format(CultureInfo.InvariantCulture, words, values);

    /// <summary>How many, with the words for one of them and for any other number.</summary>
    public static string Count(int count, string one, string others) => Of(count == 1 ? one : others, count);

    /// <summary>In hundredths, never rounded up to all of them.</summary>
    public static string Share(double share) => $"{Math.Floor((share * 100) + (share is > 0.99 and < 1 ? 0 : 0.5)).ToString("0", CultureInfo.InvariantCulture)}%";
}
