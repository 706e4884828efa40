using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// The addresses of pictures to fetch: one a line as the notebook's files have them, or a table with a column of addresses and, where one file
/// holds several classes, a column of labels. Immutable.
/// </summary>
public sealed class UrlList
{
    private UrlList(IReadOnlyList<UrlEntry> entries, IReadOnlyList<UrlProblem> problems, IReadOnlyList<string> notes)
    {
        Entries = entries;
        Problems = problems;
        Notes = notes;
        Labels = [.. entries.Select(entry => entry.Label).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Every usable address once, in the order of the file.</summary>
    public IReadOnlyList<UrlEntry> Entries { get; private init => field = Listing.Of(value); }

    /// <summary>
    /// Lines that were left out, and why: malformed, another scheme than http, seen before, a label that is no folder name, or one that a reader takes
    /// for another. A download writes them into its manifest.
    /// </summary>
    public IReadOnlyList<UrlProblem> Problems { get; private init => field = Listing.Of(value); }

    /// <summary>What was guessed, each as a sentence without its end: the file's encoding, its columns, what may be a label. Usually none.</summary>
    public IReadOnlyList<string> Notes { get; private init => field = Listing.Of(value); }

    /// <summary>The classes that the list names, in the order of their first line; each is fit to be a folder's name.</summary>
    public IReadOnlyList<string> Labels { get; private init => field = Listing.Of(value); }

    /// <summary>
    /// Reads a file, whose lines may also be paths of pictures below its own folder, such as <c>pictures/a.jpg</c>; none that leads out of it, by a link
    /// neither. UTF-8, UTF-16 or UTF-32, with or without a byte order mark, and lines that are none of it as Windows-1252, which a note tells.
    /// </summary>
    /// <exception cref="EmblemException">No such file, no text, or no usable address in it.</exception>
    public static UrlList Read(string path)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no URL list '{path}'. Give a text file with one address a line.");
        var text = GivenText.Read(path);
        UrlList list = Parse(text.Text, text.Note is { } note ? [note] : [], Path.GetDirectoryName(Path.GetFullPath(path)));
        return list.Entries.Count > 0
            ? list
            : throw new EmblemException(
                $"'{path}' holds no usable address ({list.Problems.Count} lines were left out{First(list.Problems)}). Expected http:// or https://, or pictures below the list's own folder, one a line.");
    }

    /// <summary>
    /// Reads text. Blank lines and lines that begin with <c>#</c> are passed over. With a heading that has a column of addresses (<c>url</c>, <c>link</c>,
    /// <c>image_url</c> and their like) the fields are parted by commas, semicolons, tabs or bars, whichever the heading uses; labels are in <c>label</c>,
    /// <c>class</c> or their like. Without a heading a line is an address, unless all lines plainly have columns, which a note tells.
    /// </summary>
    public static UrlList Parse(string text) => Parse(text, [], null);

    /// <summary>
    /// The addresses of one class, with the indices that they have in the whole list, and the problems of its lines. Lines of no class that the list has
    /// go with the first, so that each is somewhere. No notes: those are the whole list's.
    /// </summary>
    /// <param name="label">One of <see cref="Labels"/>; null for the addresses without one.</param>
    public UrlList Labelled(string? label) => new(
        [.. Entries.Where(entry => entry.Label == label)],
        [.. Problems.Where(problem => Labels.Contains(problem.Label, StringComparer.Ordinal) ? problem.Label == label : label == Labels.FirstOrDefault())],
        []);

    /// <summary>The same with further lines left out: <see cref="Problems"/> in the order of the file, and none of their addresses.</summary>
    /// <param name="more">Lines of this list.</param>
    public UrlList LeavingOut(IReadOnlyList<UrlProblem> more)
    {
        HashSet<int> lines = [.. more.Select(problem => problem.Line)];
        return new UrlList([.. Entries.Where(entry => !lines.Contains(entry.Line))], [.. Problems.Concat(more).OrderBy(problem => problem.Line)], Notes);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Entries.Count, "address", "addresses")}{(Labels.Count > 0 ? $" of {Labels}" : "")}, {ValueText.Count(Problems.Count, "line")} left out";

    private static UrlList Parse(string text, IReadOnlyList<string> encoding, string? folder)
    {
        var entries = new List<UrlEntry>();
        var problems = new List<UrlProblem>();
        var notes = new List<string>(encoding);
        var seen = new Dictionary<string, UrlEntry>(StringComparer.Ordinal);
        var labels = new UrlLabels();
        foreach (UrlLine line in UrlLines.Read(text, notes, hasFiles: folder is not null))
        {
            ListedFile? file = folder is null ? null : ListedFile.Of(line.Url, folder);
            if (((file is null ? Refusal(line.Url) : file.Fault) ?? labels.Refusal(line)) is { } reason)
            {
                problems.Add(new UrlProblem(line.Number, line.Url, reason) { Label = line.Label });
                continue;
            }

            var entry = new UrlEntry(entries.Count, line.Number, file?.Address ?? new Uri(line.Url), line.Label) { Folder = file is null ? null : folder };
            if (!seen.TryAdd(entry.Url.GetLeftPart(UriPartial.Query), entry))
            {
                problems.Add(new UrlProblem(line.Number, line.Url, SameAs(seen[entry.Url.GetLeftPart(UriPartial.Query)], entry)) { Label = line.Label });
                continue;
            }

            entries.Add(entry);
        }

        return new UrlList(entries, problems, [.. notes, .. labels.Clashes]);
    }

    private static string First(IReadOnlyList<UrlProblem> problems) => problems.Count > 0 ? $", line {problems[0].Line}: {problems[0].Reason}" : "";

    private static string SameAs(UrlEntry first, UrlEntry again) => first.Label == again.Label ? $"the same as line {first.Line}"
        : $"the same as line {first.Line}, which is labelled '{first.Label}' and not '{again.Label}'";

    private static string? Refusal(string url) => !Uri.TryCreate(url, UriKind.Absolute, out Uri? address) ? "not an address"
        : address.IsFile ? null
        : address.Scheme is not ("http" or "https") ? $"'{address.Scheme}' addresses are not fetched; expected http or https"
        : address.Host.Length == 0 ? "no host"
        : null;
}
