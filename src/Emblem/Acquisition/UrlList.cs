using CsvHelper;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// The addresses of pictures to fetch: one a line as the notebook's files have them, or a CSV with a <c>url</c> column and, where one file
/// holds several classes, a <c>label</c> column. Immutable.
/// </summary>
public sealed class UrlList
{
    private static readonly CsvReaderOptions OneLine = CsvReaderOptions.Default with { HasHeader = false, Separator = ',' };

    private UrlList(IReadOnlyList<UrlEntry> entries, IReadOnlyList<UrlProblem> problems)
    {
        Entries = entries;
        Problems = problems;
    }

    /// <summary>Every usable address once, in the order of the file.</summary>
    public IReadOnlyList<UrlEntry> Entries { get; }

    /// <summary>Lines that were left out, and why: malformed, another scheme than http, or seen before.</summary>
    public IReadOnlyList<UrlProblem> Problems { get; }

    /// <summary>Reads a file, UTF-8 with or without a byte order mark.</summary>
    /// <exception cref="EmblemException">No such file, or no usable address in it.</exception>
    public static UrlList Read(string path)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no URL list '{path}'. Give a text file with one address a line.");
        UrlList list = Parse(File.ReadAllText(path));
        return list.Entries.Count > 0
            ? list
            : throw new EmblemException(
                $"'{path}' holds no usable address ({list.Problems.Count} lines were left out). Expected http:// or https://, one a line.");
    }

    /// <summary>Reads text. Blank lines and lines that begin with <c>#</c> are passed over.</summary>
    public static UrlList Parse(string text)
    {
        var entries = new List<UrlEntry>();
        var problems = new List<UrlProblem>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int line, string url, string? label) in Rows(text))
        {
            if (Refusal(url) is { } reason)
            {
                problems.Add(new UrlProblem(line, url, reason));
                continue;
            }

            var address = new Uri(url);
            if (seen.TryAdd(address.AbsoluteUri, line))
                entries.Add(new UrlEntry(entries.Count, line, address, label));
            else
                problems.Add(new UrlProblem(line, url, $"the same as line {seen[address.AbsoluteUri]}"));
        }

        return new UrlList(entries, problems);
    }

    private static IEnumerable<(int Line, string Url, string? Label)> Rows(string text)
    {
        int urlColumn = -1;
        int labelColumn = -1;
        bool isFirst = true;
        foreach ((int index, string line) in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').Index())
        {
            string content = line.Trim();
            if (content.Length == 0 || content.StartsWith('#'))
                continue;
            string[] fields = Fields(content);
            int heading = isFirst ? Column(fields, "url") : -1;
            isFirst = false;
            if (heading >= 0)
            {
                (urlColumn, labelColumn) = (heading, Column(fields, "label"));
                continue;
            }

            // Without a heading a comma is part of the address: many servers keep options behind one.
            string url = urlColumn >= 0 ? Field(fields, urlColumn) : content.StartsWith('"') ? Field(fields, 0) : content;
            string label = labelColumn >= 0 ? Field(fields, labelColumn) : "";
            yield return (index + 1, url, label.Length == 0 ? null : label);
        }
    }

    private static int Column(string[] fields, string name) =>
        Array.FindIndex(fields, field => field.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string Field(string[] fields, int column) => (fields.ElementAtOrDefault(column) ?? "").Trim();

    private static string[] Fields(string line)
    {
        try
        {
            using CsvReader reader = CsvReader.Create(new StringReader(line), OneLine);
            return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : [];
        }
        catch (CsvFormatException)
        {
            // An unbalanced quote: the line as it stands is no address, and is reported as that.
            return [line];
        }
    }

    private static string? Refusal(string url) => !Uri.TryCreate(url, UriKind.Absolute, out Uri? address) ? "not an address"
        : address.Scheme is not ("http" or "https") ? $"'{address.Scheme}' addresses are not fetched; expected http or https"
        : address.Host.Length == 0 ? "no host"
        : null;
}
