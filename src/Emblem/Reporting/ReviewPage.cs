using System.Globalization;
using System.Text.Json;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Reporting.Report;

namespace Emblem.Reporting;

/// <summary>
/// Suspect pictures as one HTML file on which a person decides and which saves the table of decisions. It opens without a network, asks nobody for anything, and
/// needs no mouse. A picture takes about 10 KB of it.
/// </summary>
internal static class ReviewPage
{
    /// <summary>Pictures that are shown at most: all others are in the table that it saves.</summary>
    public const int MostShown = 400;

    private const string Template = "review.html";

    /// <summary>Writes the page, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="summary">A few sentences for its head.</param>
    /// <param name="corrections">All lines, the most suspect first: those with a reason or a decision are shown.</param>
    /// <param name="classes">What a picture may be relabelled to.</param>
    /// <param name="fileOf">The file of a line's picture; null where it is not there.</param>
    public static void Write(string path, string summary, Corrections corrections, IReadOnlyList<string> classes, Func<Correction, string?> fileOf)
    {
        (int Index, Correction Item)[] shown = [.. corrections.Index().Where(line => line.Item.Reason.Length > 0 || line.Item.Action != CorrectionAction.None).Take(MostShown)];
        var cards = shown.AsParallel().AsOrdered().Select(line => Card(line.Index, line.Item, classes, fileOf(line.Item)));
        string page = PageTemplate.Read(Template)
            .Replace("{{summary}}", Text(summary), StringComparison.Ordinal)
            .Replace("{{lines}}", JsonSerializer.Serialize(corrections.Select(Cells)), StringComparison.Ordinal)
            .Replace("{{cards}}", string.Join('\n', cards), StringComparison.Ordinal);
        AtomicFile.WriteText(path, writer => writer.Write(page));
    }

    // The serializer escapes what could end the script.
    private static Dictionary<string, string> Cells(Correction line) => Corrections.Columns.Zip(Corrections.Cells(line)).ToDictionary(cell => cell.First, cell => cell.Second);

    private static string Card(int index, Correction line, IReadOnlyList<string> classes, string? file)
    {
        string[] others = [.. classes.Where(name => name != line.Label)];
        string name = Text(line.PictureFile);
        string number = index.ToString(CultureInfo.InvariantCulture);
        return $"""
            <article data-line="{number}" data-other="{(others.Length == 1 ? Text(others[0]) : "")}">
            {(file is null ? "<p>The picture is not among those that were looked at.</p>" : PagePicture.Of(file) is { } source ? $"<img alt=\"{name}\" src=\"{source}\">" : "<p>The picture is gone, or cannot be read any more.</p>")}
            <h2>{name}</h2>
            <p>Label: <strong>{Text(line.Label)}</strong>{(line.SuggestedLabel is { } suggested ? $", perhaps <strong>{Text(suggested)}</strong>" : "")}</p>
            <p class="why">{Text(line.Reason)}</p>
            <fieldset><legend>What to do with {name}</legend>
            {Choice(number, "", "undecided")}{Choice(number, "keep", "keep")}{Choice(number, "remove", "remove")}{Choice(number, "relabel", "relabel as")}
            <select aria-label="New label of {name}"><option value="">…</option>{string.Concat(others.Select(other => $"<option>{Text(other)}</option>"))}</select>
            </fieldset>
            </article>
            """;
    }

    private static string Choice(string number, string value, string words) => $"<label><input type=\"radio\" name=\"a{number}\" value=\"{value}\">{words}</label>";

    private static string Text(string text) => PageTemplate.Text(text);
}
