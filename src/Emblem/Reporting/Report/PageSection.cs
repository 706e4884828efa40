using System.Globalization;
using System.Text;
using Emblem.Foundation;

namespace Emblem.Reporting.Report;

/// <summary>One section of a page, put together piece by piece. Whatever text it is given is text and never markup.</summary>
/// <param name="id">Its address within the page.</param>
/// <param name="title">Its heading.</param>
internal sealed class PageSection(string id, string title)
{
    private readonly StringBuilder _html = new();
    private int _charts;

    public string Id => id;

    public string Title => title;

    public string Html => _html.ToString();

    public PageSection Say(string text) => Add($"<p>{Text(text)}</p>");

    /// <summary>What is not there, and what to do about it.</summary>
    public PageSection Lack(string text) => Add($"<p class=\"lack\">{Text(text)}</p>");

    public PageSection Head(string text) => Add($"<h3>{Text(text)}</h3>");

    public PageSection List(IEnumerable<string> items) => Add($"<ul>{string.Concat(items.Select(item => $"<li>{Text(item)}</li>"))}</ul>");

    /// <summary>Something to be typed.</summary>
    public PageSection Command(string text) => Add($"<pre tabindex=\"0\"><code>{Text(text)}</code></pre>");

    /// <summary>A table, which scrolls by itself where it is wide. Columns of numbers are flush right; the first cell of a row is its heading.</summary>
    /// <param name="caption">What it tells.</param>
    /// <param name="columns">The headings.</param>
    /// <param name="rows">As many cells each.</param>
    /// <param name="most">Rows that are shown; then how many more there are.</param>
    public PageSection Table(string caption, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, int most = int.MaxValue)
    {
        bool[] isNumber = [.. columns.Select((_, i) => rows.Count > 0 && rows.All(row => row[i].Length == 0 || char.IsAsciiDigit(row[i][0])))];
        string head = string.Concat(columns.Select((column, i) => $"<th scope=\"col\"{Class(isNumber[i])}>{Text(column)}</th>"));
        string body = string.Concat(rows.Take(most).Select(row =>
            $"<tr>{string.Concat(row.Select((cell, i) => i == 0 ? $"<th scope=\"row\"{Class(isNumber[i])}>{Text(cell)}</th>" : $"<td{Class(isNumber[i])}>{Text(cell)}</td>"))}</tr>"));
        Add($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{Text(caption)}\"><table><caption>{Text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>");
        return More(rows.Count, most);
    }

    /// <summary>Charts, side by side where there is room.</summary>
    public PageSection Charts(params IReadOnlyList<(ChartDrawing Drawing, string Title, string Finding)> charts) => Add(
        $"<div class=\"charts\">{string.Concat(charts.Select(chart => Chart(chart.Drawing, chart.Title, chart.Finding)))}</div>");

    /// <summary>Pictures in a grid.</summary>
    /// <param name="cards">All of them.</param>
    /// <param name="most">Those that are shown; then how many more there are.</param>
    /// <param name="columns">On any screen; as many as fit when null.</param>
    public PageSection Pictures(IReadOnlyList<PageCard> cards, int most = int.MaxValue, int? columns = null)
    {
        string fixedColumns = columns is { } count ? string.Create(CultureInfo.InvariantCulture, $" row\" style=\"--columns:{count}") : "";
        Add($"<ul class=\"pictures{fixedColumns}\">{string.Concat(cards.Take(most).Select(Card))}</ul>");
        return More(cards.Count, most);
    }

    /// <summary>A part that is opened by whoever wants it, and is printed in any case.</summary>
    public PageSection Fold(string summary, Action<PageSection> fill)
    {
        Add($"<details><summary>{Text(summary)}</summary>");
        fill(this);
        return Add("</details>");
    }

    /// <summary>A sentence where a list is longer than what is shown.</summary>
    public PageSection More(int count, int most) => count > most ? Add($"<p class=\"more\">… and {ValueText.Count(count - most)} more.</p>") : this;

    private string Chart(ChartDrawing drawing, string heading, string finding)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{id}-{++_charts}");
        return $"<figure class=\"chart\"><figcaption><strong>{Text(heading)}</strong> {Text(finding)}</figcaption>{PageChart.Svg(drawing, name, heading, finding)}</figure>";
    }

    private static string Card(PageCard card)
    {
        string views = string.Concat(card.Views.Select(view => view.Source is null
            ? "<span class=\"gone\">The picture is gone.</span>"
            : $"<img src=\"{view.Source}\" alt=\"{Text(view.Alt)}\">"));
        string state = card.IsRight switch { true => " right", false => " wrong", _ => "" };
        string lines = string.Concat(card.Lines.Where(line => line.Length > 0).Select((line, i) => i == 0 ? $"<strong>{Text(line)}</strong>" : $"<span>{Text(line)}</span>"));
        return $"<li><figure class=\"picture{state}{(card.Views.Count > 1 ? " pair" : "")}\"><div>{views}</div><figcaption>{lines}</figcaption></figure></li>";
    }

    private static string Class(bool isNumber) => isNumber ? " class=\"n\"" : "";

    private static string Text(string text) => PageTemplate.Text(text);

    private PageSection Add(string html)
    {
        _html.Append(html).Append('\n');
        return this;
    }
}
