using System.Globalization;
using Emblem.Foundation;
using Emblem.Training;
using Emblem.Training.Schedules;

namespace Emblem.Cli.Runs;

/// <summary>What <c>--unfrozen-lr</c> comes to.</summary>
internal static class UnfrozenRates
{
    /// <summary>The word that takes the finder's suggestions.</summary>
    public const string Find = "find";

    /// <summary>
    /// The peak rates of the stage in which everything learns. By default fast.ai's rule for fine-tuning: from lr/200 for the first layers
    /// to lr/2 for the head.
    /// </summary>
    /// <param name="text"><c>LOW..HIGH</c>, one number, <c>find</c>, or null.</param>
    /// <param name="lr">The first stage's rate.</param>
    /// <param name="found">The finder's result; needed for <c>find</c>.</param>
    public static LearningRateRange Choose(string? text, double lr, LearningRateSearch? found) => text switch
    {
        null => (lr / 200, lr / 2),
        Find => found is { MinimumGradient: { } gradient, MinimumLossOverTen: { } tenth }
            ? (Math.Min(gradient, tenth), Math.Max(gradient, tenth))
            : throw new EmblemException("The search found no learning rates to use. Give --unfrozen-lr LOW..HIGH instead of 'find'."),
        _ => Parse(text) ?? throw new EmblemException(Expected(text)),
    };

    /// <summary>Null when the text is no such range.</summary>
    public static LearningRateRange? Parse(string text)
    {
        string[] parts = text.Split("..");
        double[] rates = [.. parts.Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) ? rate : double.NaN)];
        bool valid = rates.Length is 1 or 2 && rates.All(rate => rate > 0 && double.IsFinite(rate));
        return valid ? (rates[0], rates[^1]) : null;
    }

    public static string Expected(string text) => $"--unfrozen-lr takes LOW..HIGH such as 1e-5..1e-3, one rate, or 'find'; got '{text}'.";
}
