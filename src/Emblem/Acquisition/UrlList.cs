using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// The addresses of pictures to fetch: one a line as the notebook's files have them, or a CSV with a <c>url</c> column and, where one file
/// holds several classes, a <c>label</c> column. Immutable.
/// </summary>
public sealed class UrlList
{
    private UrlList(IReadOnlyList<UrlEntry> entries, IReadOnlyList<UrlProblem> problems)
    {
        Entries = entries;
        Problems = problems;
        Labels = [.. entries.Select(entry => entry.Label).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Every usable address once, in the order of the file.</summary>
    public IReadOnlyList<UrlEntry> Entries { get; }

    /// <summary>Lines that were left out, and why: malformed, another scheme than http, seen before, or a label that is no folder name.</summary>
    public IReadOnlyList<UrlProblem> Problems { get; }

    /// <summary>The classes that the list names, in the order of their first line; each is fit to be a folder's name.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Reads a file, UTF-8 with or without a byte order mark.</summary>
    /// <exception cref="EmblemException">No such file, or no usable address in it.</exception>
    public static UrlList Read(string path)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no URL list '{path}'. Give a text file with one address a line.");
        RegularFile.RequireNamed(path, "Give a text file with one address a line.");
        UrlList list = Parse(File.ReadAllText(path));
        return list.Entries.Count > 0
            ? list
            : throw new EmblemException(
                $"'{path}' holds no usable address ({list.Problems.Count} lines were left out). Expected http:// or https://, one a line.");
    }

    /// <summary>
    /// Reads text. Blank lines and lines that begin with <c>#</c> are passed over. With a heading that has a <c>url</c> column the fields are
    /// parted by commas, semicolons or tabs, whichever the heading uses; without one a whole line is the address.
    /// </summary>
    public static UrlList Parse(string text)
    {
        var entries = new List<UrlEntry>();
        var problems = new List<UrlProblem>();
        var seen = new Dictionary<string, UrlEntry>(StringComparer.Ordinal);
        var labels = new Dictionary<string, UrlEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (UrlLine line in UrlLines.Read(text))
        {
            if ((Refusal(line.Url) ?? Refusal(line.Label, labels)) is { } reason)
            {
                problems.Add(new UrlProblem(line.Number, line.Url, reason));
                continue;
            }

            var entry = new UrlEntry(entries.Count, line.Number, new Uri(line.Url), line.Label);
            if (!seen.TryAdd(entry.Url.GetLeftPart(UriPartial.Query), entry))
            {
                problems.Add(new UrlProblem(line.Number, line.Url, SameAs(seen[entry.Url.GetLeftPart(UriPartial.Query)], entry)));
                continue;
            }

            entries.Add(entry);
            if (entry.Label is not null)
                labels.TryAdd(entry.Label, entry);
        }

        return new UrlList(entries, problems);
    }

    /// <summary>The addresses of one class, with the indices that they have in the whole list. No problems: those are the whole list's.</summary>
    /// <param name="label">One of <see cref="Labels"/>; null for the addresses without one.</param>
    public UrlList Labelled(string? label) => new([.. Entries.Where(entry => entry.Label == label)], []);

    private static string SameAs(UrlEntry first, UrlEntry again) => first.Label == again.Label ? $"the same as line {first.Line}"
        : $"the same as line {first.Line}, which is labelled '{first.Label}' and not '{again.Label}'";

    private static string? Refusal(string url) => !Uri.TryCreate(url, UriKind.Absolute, out Uri? address) ? "not an address"
        : address.Scheme is not ("http" or "https") ? $"'{address.Scheme}' addresses are not fetched; expected http or https"
        : address.Host.Length == 0 ? "no host"
        : null;

    private static string? Refusal(string? label, Dictionary<string, UrlEntry> labels)
    {
        if (label is null)
            return null;
        if (ClassName.Fault(label) is { } fault)
            return $"label '{label}' cannot name a folder: {fault}";
        return labels.TryGetValue(label, out UrlEntry? same) && same.Label != label
            ? $"label '{label}' differs from '{same.Label}' of line {same.Line} only in case"
            : null;
    }
}
