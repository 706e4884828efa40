using System.Globalization;

namespace Emblem.Studio.Words;

/// <summary>Words with something put into their places.</summary>
internal static class Text
{
    /// <summary>Numbers as all of Emblem writes them.</summary>
    public static string Of(string words, params object[] values) => string.Format(CultureInfo.InvariantCulture, words, values);
}
