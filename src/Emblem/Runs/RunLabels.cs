using System.Text.Json.Serialization;
using Emblem.Data;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>What names the classes of a run's pictures where their folders do not: a table or a pattern, one of the two. Valid for all its folders.</summary>
public sealed record RunLabels
{
    /// <summary>A table with a column of files and one of labels; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Table { get; init; }

    /// <summary>Which columns of the table are which.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LabelTableOptions? Columns { get; init; }

    /// <summary>A regular expression for paths below the folder, one of whose groups is the label; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pattern { get; init; }

    /// <summary>The hash of the table that a plan was made with: a resumed run learns from the same labels. Null in a request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TableSha256 { get; init; }

    /// <summary>For a program that has long work to do before it trains: whether table or pattern is sound.</summary>
    /// <exception cref="EmblemException">It is not.</exception>
    public void RequireReadable() => Settle();

    /// <summary>Whole paths, and the table's hash.</summary>
    /// <exception cref="EmblemException">Not one of the two is given, or it cannot be read.</exception>
    internal RunLabels Settle()
    {
        if (Table is null == Pattern is null)
            throw new EmblemException("Labels come from a table or from a pattern. Give one of the two.");
        if (Pattern is not null)
            LabelPattern.Of(Pattern);
        if (Table is null)
            return this;
        LabelTable.Read(Table, Columns ?? new LabelTableOptions());
        return this with
        {
            Table = Path.GetFullPath(Table),
            Columns = Columns is { NamedFrom: { } from } ? Columns with { NamedFrom = Path.GetFullPath(from) } : Columns,
            TableSha256 = ContentHash.OfFile(Table),
        };
    }

    /// <summary>Labels a folder by itself.</summary>
    /// <exception cref="EmblemException">As <see cref="GivenLabels"/> says.</exception>
    public LabelledImages Label(ImageFolder folder) => Settle().Label(folder, [], folder);

    /// <summary>Labels a folder of the run.</summary>
    /// <param name="data">The folder of training pictures.</param>
    /// <param name="others">Those of validation and test pictures.</param>
    /// <param name="wanted">Which of these.</param>
    /// <exception cref="EmblemException">The table has changed since the run was begun; or what labelling refuses.</exception>
    internal LabelledImages Label(ImageFolder data, IReadOnlyList<ImageFolder> others, ImageFolder wanted)
    {
        if (Pattern is not null)
            return wanted.LabelByRegex(Pattern);
        LabelTableOptions columns = Columns ?? new LabelTableOptions();
        var read = LabelTable.Read(Table!, columns);
        if (TableSha256 is not null && ContentHash.OfFile(Table!) != TableSha256)
            throw new EmblemException($"The labels in {Table} are not those that the run was begun with. Make the table what it was, or train from the beginning.");
        var table = new TableLabels(read);
        return wanted == data
            ? table.Label(data, columns.NamedFrom, later: [.. others.Select(other => table.LookIn(other, null))])
            : table.Label(wanted, first: [table.LookIn(data, columns.NamedFrom), .. others.TakeWhile(other => other != wanted).Select(other => table.LookIn(other, null))]);
    }
}
