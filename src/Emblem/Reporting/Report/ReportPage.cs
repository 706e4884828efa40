using Emblem.Foundation;

namespace Emblem.Reporting.Report;

/// <summary>A report as one HTML file that opens anywhere, without a network and without a script.</summary>
internal static class ReportPage
{
    private const string Template = "report.html";

    /// <summary>Writes it, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">What it reports of.</param>
    /// <param name="subtitle">What that is, in a line.</param>
    /// <param name="figures">A few numbers to be seen at once, each with what it is.</param>
    /// <param name="summary">Sentences, each with what it answers.</param>
    /// <param name="sections">In their order.</param>
    public static void Write(
        string path,
        string title,
        string subtitle,
        IReadOnlyList<(string Number, string Meaning)> figures,
        IReadOnlyList<(string Question, string Answer)> summary,
        IReadOnlyList<PageSection> sections)
    {
        string page = PageTemplate.Read(Template)
            .Replace("{{title}}", PageTemplate.Text(title), StringComparison.Ordinal)
            .Replace("{{subtitle}}", PageTemplate.Text(subtitle), StringComparison.Ordinal)
            .Replace("{{figures}}", string.Concat(figures.Select(figure => $"<li><b>{PageTemplate.Text(figure.Number)}</b><span>{PageTemplate.Text(figure.Meaning)}</span></li>")), StringComparison.Ordinal)
            .Replace("{{summary}}", string.Concat(summary.Select(line => $"<div><dt>{PageTemplate.Text(line.Question)}</dt><dd>{PageTemplate.Text(line.Answer)}</dd></div>")), StringComparison.Ordinal)
            .Replace("{{contents}}", string.Concat(sections.Select(section => $"<li><a href=\"#{section.Id}\">{PageTemplate.Text(section.Title)}</a></li>")), StringComparison.Ordinal)
            .Replace("{{sections}}", string.Concat(sections.Select(Section)), StringComparison.Ordinal);
        AtomicFile.WriteText(path, writer => writer.Write(page));
    }

    private static string Section(PageSection section) =>
        $"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-heading\"><h2 id=\"{section.Id}-heading\">{PageTemplate.Text(section.Title)}</h2>\n{section.Html}</section>\n";
}
