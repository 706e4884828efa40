using System.Globalization;
using Emblem.Foundation;
using Emblem.Tables;

namespace Emblem.Duplicates;

/// <summary>The duplicates among the pictures of a folder.</summary>
public sealed record DuplicateReport
{
    /// <summary>The file's name beside the verification's.</summary>
    public const string FileName = ReportFiles.Duplicates;

    private static readonly string[] Columns = ["a", "b", "kind", "score"];

    internal DuplicateReport(int pictures, IReadOnlyList<DuplicatePair> pairs, IReadOnlyList<string> passedOver)
    {
        Pictures = pictures;
        Pairs = [.. pairs.OrderBy(pair => pair.First, StringComparer.Ordinal).ThenBy(pair => pair.Second, StringComparer.Ordinal)];
        PassedOver = passedOver;
        Groups = Gather(Pairs);
    }

    /// <summary>How many files were compared.</summary>
    public int Pictures { get; }

    /// <summary>In ordinal order of the first path, then of the second.</summary>
    public IReadOnlyList<DuplicatePair> Pairs { get; private init => field = Listing.Of(value); }

    /// <summary>
    /// Pairs that share a file are one group, so a group holds also files that were not found alike themselves. Label conflicts and leaks
    /// first, then in ordinal order of their first file.
    /// </summary>
    public IReadOnlyList<DuplicateGroup> Groups { get; private init => field = Listing.Of(value); }

    /// <summary>Files that are no whole pictures: only equal bytes were looked for.</summary>
    public IReadOnlyList<string> PassedOver { get; private init => field = Listing.Of(value); }

    /// <summary>How many pairs are of a kind.</summary>
    public int Count(DuplicateKind kind) => Pairs.Count(pair => pair.Kind == kind);

    /// <summary>Writes the pairs as CSV, atomically: columns a, b, kind, score; the score with four decimals.</summary>
    public void Write(string path) => CsvTable.Write(path, Columns, csv =>
    {
        foreach (DuplicatePair pair in Pairs)
            csv.WriteRecord(pair.First, pair.Second, DuplicatePair.Name(pair.Kind), pair.Score.ToString("0.0000", CultureInfo.InvariantCulture));
    });

    /// <summary>Reads pairs back. How many files were compared does not stand there: <see cref="Pictures"/> is those in pairs.</summary>
    /// <exception cref="EmblemException">The file holds none.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static DuplicateReport Read(string path)
    {
        try
        {
            IReadOnlyList<DuplicatePair> pairs = CsvTable.Read(path, row => new DuplicatePair(
                row.GetString("a"),
                row.GetString("b"),
                Enum.GetValues<DuplicateKind>().First(kind => DuplicatePair.Name(kind) == row.GetString("kind")),
                double.Parse(row.GetString("score"), CultureInfo.InvariantCulture)));
            return new DuplicateReport(pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct(StringComparer.Ordinal).Count(), pairs, []);
        }
        catch (FormatException fault)
        {
            throw new EmblemException($"{path} holds no pairs of duplicates: {fault.Message} Delete it to begin anew.", fault);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Pictures, "picture")}: {ValueText.Count(Count(DuplicateKind.Exact), "pair")} exact, {ValueText.Count(Count(DuplicateKind.Near), "pair")} near, "
        + $"in {ValueText.Count(Groups.Count, "group")}; {ValueText.Count(Groups.Count(group => group.IsConflict))} under two labels, "
        + $"{ValueText.Count(Groups.Count(group => group.IsLeak))} on two sides";

    private static DuplicateGroup[] Gather(IReadOnlyList<DuplicatePair> pairs)
    {
        string[] names = [.. pairs.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct().Order(StringComparer.Ordinal)];
        var sets = new DisjointSets(names.Length);
        foreach (DuplicatePair pair in pairs)
            sets.Join(PositionOf(pair.First), PositionOf(pair.Second));
        ILookup<int, DuplicatePair> pairsOf = pairs.ToLookup(pair => sets.Find(PositionOf(pair.First)));
        return
        [
            .. names.Select((name, i) => (Name: name, Set: sets.Find(i))).GroupBy(item => item.Set)
                .Select(same => new DuplicateGroup([.. same.Select(item => item.Name)], [.. pairsOf[same.Key]]))
                .OrderByDescending(group => group.IsConflict || group.IsLeak),
        ];

        int PositionOf(string name) => Array.BinarySearch(names, name, StringComparer.Ordinal);
    }
}
