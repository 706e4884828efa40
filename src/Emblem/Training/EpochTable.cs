using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Training;

/// <summary>
/// fast.ai's table of epochs as lines of text, whose rows come one by one: epoch, train_loss, valid_loss, a column a metric, time. Columns are flush left
/// and as wide as their heading or a loss with six decimals, whichever is wider. A fit of its own gets a heading of its own.
/// </summary>
public sealed class EpochTable
{
    private const int MinimumWidth = 10;
    private const int MostRows = 100;
    private string[] _headings = [];
    private int? _fit;

    /// <summary>An epoch's row, after the heading where it is the first of its fit.</summary>
    /// <param name="epoch">In the order in which they ended.</param>
    /// <returns>One line or two, without a line break.</returns>
    public IReadOnlyList<string> Add(EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        bool isFirst = _fit != epoch.Fit;
        if (isFirst)
            (_fit, _headings) = (epoch.Fit, ["epoch", "train_loss", "valid_loss", .. epoch.Metrics.Select(metric => metric.Name), "time"]);
        string row = Line(
        [
            ValueText.Count(epoch.Epoch), Number(epoch.TrainLoss), Number(epoch.ValidLoss), .. epoch.Metrics.Select(metric => Number(metric.Value)), Time(epoch.Duration),
        ]);
        return Listing.Of<string>(isFirst ? [Line(_headings), row] : [row]);
    }

    /// <summary>The headings of the fit that is shown.</summary>
    public override string ToString() => Line(_headings);

    /// <summary>All rows of some epochs; of very many the last ones, and how many there are before them.</summary>
    internal static string Text(IReadOnlyList<EpochRecord> epochs)
    {
        if (epochs.Count == 0)
            return "no epochs";
        var table = new EpochTable();
        IEnumerable<string> lines = epochs.Skip(epochs.Count - MostRows).SelectMany(table.Add);
        return string.Join(Environment.NewLine, epochs.Count > MostRows ? lines.Prepend($"{ValueText.Count(epochs.Count - MostRows)} epochs before these …") : lines);
    }

    /// <summary>As fast.ai says of what was not measured, and here of what is undefined.</summary>
    internal static string Number(double? value) => FiniteNumbers.OrNull(value)?.ToString("0.000000", CultureInfo.InvariantCulture) ?? "#na#";

    private static string Time(TimeSpan time) => time.ToString(time < TimeSpan.FromHours(1) ? @"mm\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    private string Line(IReadOnlyList<string> cells) =>
        string.Join("  ", cells.Select((cell, i) => cell.PadRight(Math.Max(_headings[i].Length, MinimumWidth)))).TrimEnd();
}
