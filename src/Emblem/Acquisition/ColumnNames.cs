namespace Emblem.Acquisition;

/// <summary>What headings call a column, whatever its capitals, spaces and dashes. The first that fits counts most.</summary>
internal sealed class ColumnNames(params IReadOnlyList<Func<string, bool>> ranks)
{
    /// <summary>Of addresses. One of pictures goes before one of pages, which lists from search engines have beside it.</summary>
    public static ColumnNames Url { get; } = new(
        name => Picture(name) && Address(name),
        name => name is "url",
        name => name is "urls" or "uri" or "link" or "links" or "href" or "src" or "address" or "addresses",
        Address);

    /// <summary>Of classes.</summary>
    public static ColumnNames Label { get; } = new(
        name => name is "label",
        name => name is "labels" or "class" or "classes" or "category" or "categories" or "tag" or "target" or "species" or "breed",
        name => name.EndsWith("label", StringComparison.Ordinal) || name is "classname" or "classlabel" or "categoryname");

    /// <summary>Of files.</summary>
    public static ColumnNames File { get; } = new(
        name => name is "file" or "files" or "filename" or "filenames" or "filepath" or "path" or "paths" or "fname" or "fnames" or "fn",
        name => Picture(name) && ((string[])["file", "files", "filename", "name", "names", "path", "paths", "id", "ids"]).Any(word => name.EndsWith(word, StringComparison.Ordinal)),
        name => name is "image" or "images" or "img" or "picture" or "pictures" or "photo",
        name => name is "name" or "names" or "id");

    /// <summary>Of sets.</summary>
    public static ColumnNames Set { get; } = new(
        name => name is "set" or "split" or "subset" or "partition",
        name => name is "isvalid" or "isvalidation" or "isval" or "valid" or "validation");

    /// <summary>The columns that fit, best first; none when no cell does.</summary>
    public IReadOnlyList<int> In(IReadOnlyList<string> heading) =>
    [
        .. Enumerable.Range(0, heading.Count).Select(i => (Column: i, Rank: Rank(heading[i]))).Where(found => found.Rank >= 0)
            .OrderBy(found => found.Rank).Select(found => found.Column),
    ];

    private static bool Picture(string name) =>
        ((string[])["image", "img", "picture", "photo", "pic", "media", "file"]).Any(word => name.StartsWith(word, StringComparison.Ordinal));

    private static bool Address(string name) =>
        ((string[])["url", "urls", "uri", "link", "links", "href", "src"]).Any(word => name.EndsWith(word, StringComparison.Ordinal));

    private int Rank(string cell)
    {
        string name = string.Concat(cell.Where(c => !(char.IsWhiteSpace(c) || c is '_' or '-' or '.' or '"' or '\''))).ToLowerInvariant();
        return name.All(char.IsLetterOrDigit) ? Enumerable.Range(0, ranks.Count).FirstOrDefault(i => ranks[i](name), -1) : -1;
    }
}
