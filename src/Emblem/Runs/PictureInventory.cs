using System.Globalization;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Tables;

namespace Emblem.Runs;

/// <summary>
/// Which pictures a run was begun with and what each did, as <see cref="RunFolder.PictureList"/> keeps it. One that has gone, come or changed is named to a
/// run that is resumed, and one that taught is known to the next run that goes on from this one.
/// </summary>
internal static class PictureInventory
{
    private const int Named = 5;
    private const string Teaches = "training";

    /// <summary>Writes it, atomically.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="split">All pictures, by side.</param>
    public static void Write(RunFolder folder, ImageSplit split) => CsvTable.Write(folder.PictureList, ["picture_file", "label", "set", "bytes"], csv =>
    {
        foreach (Row row in List(split))
            csv.WriteRecord(row.Name, row.Label, row.Set, CsvTable.Text(row.Bytes));
    });

    /// <summary>Names and lengths of the pictures that taught a run; null where it has no list, such as one of an earlier version.</summary>
    public static IReadOnlySet<(string Name, long Bytes)>? Taught(RunFolder folder) => !File.Exists(folder.PictureList)
        ? null
        : Read(folder).Where(row => row.Set == Teaches).Select(row => (row.Name, row.Bytes)).ToHashSet();

    /// <summary>Names and lengths of the pictures that teach.</summary>
    public static IEnumerable<(string Name, long Bytes)> Taught(ImageSplit split) => List(split).Where(row => row.Set == Teaches).Select(row => (row.Name, row.Bytes));

    /// <summary>Names and lengths of the pictures that validate or test.</summary>
    public static IEnumerable<(string Name, long Bytes)> Judging(ImageSplit split) =>
        List(split).Where(row => row.Set != Teaches).Select(row => (row.Name, row.Bytes));

    /// <summary>How many pictures of each class there were in each set, in the order of the classes' names; none where the run has no list.</summary>
    public static IReadOnlyList<ClassCounts> Count(RunFolder folder) => !File.Exists(folder.PictureList) ? [] :
    [
        .. Read(folder).GroupBy(row => row.Label, StringComparer.Ordinal).OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new ClassCounts(same.Key, same.Count(row => row.Set == Teaches), same.Count(row => row.Set == "validation"), same.Count(row => row.Set == "test"))),
    ];

    /// <summary>The set of each picture by its name; none where the run has no list.</summary>
    public static Dictionary<string, string> Sets(RunFolder folder) => (File.Exists(folder.PictureList) ? Read(folder) : []).GroupBy(row => row.Name, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.First().Set, StringComparer.Ordinal);

    /// <summary>The same as lines, for whoever compares them with another process's.</summary>
    public static IEnumerable<string> Lines(ImageSplit split) => List(split).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Name} ({row.Label}, {row.Set}, {row.Bytes} bytes)"));

    /// <summary>Compares; a run without the file, such as one of an earlier version, passes.</summary>
    /// <exception cref="EmblemException">The pictures are others; the message names them.</exception>
    public static void Check(RunFolder folder, ImageSplit split)
    {
        if (!File.Exists(folder.PictureList))
            return;
        var then = Read(folder).ToDictionary(row => row.Name, row => row.Bytes);
        var now = List(split).ToDictionary(row => row.Name, row => row.Bytes);
        string[] differences =
        [
            .. Said("gone", then.Keys.Where(name => !now.ContainsKey(name))),
            .. Said("new", now.Keys.Where(name => !then.ContainsKey(name))),
            .. Said("changed", now.Keys.Where(name => then.TryGetValue(name, out long bytes) && bytes != now[name])),
        ];
        if (differences.Length > 0)
        {
            throw new EmblemException(
                $"The pictures are not those that the run in {folder.Path} was begun with: {string.Join("; ", differences)}. "
                + "Make them what they were and resume, or train from the beginning.");
        }
    }

    private static IEnumerable<Row> Read(RunFolder folder) => CsvTable.Read(
        folder.PictureList, csv => new Row(csv.GetString("picture_file"), csv.GetString("label"), csv.GetString("set"), CsvTable.LongNumber(csv, "bytes")));

    /// <summary>Names below their folder. Sides come from one folder or from several, whose names may be alike: each has its folder before it then.</summary>
    private static IEnumerable<Row> List(ImageSplit split)
    {
        (string Set, LabelledImage Image)[] all =
        [
            .. split.Training.Select(image => (Teaches, image)),
            .. split.Validation.Select(image => ("validation", image)),
            .. split.Test.Select(image => ("test", image)),
        ];
        bool isOne = all.DistinctBy(item => item.Image.Folder).Count() == 1;
        return all
            .Select(item => new Row(
                isOne ? item.Image.Name : $"{item.Image.Folder}: {item.Image.Name}",
                split.Classes[item.Image.Label],
                item.Set,
                new FileInfo(item.Image.Path).Length))
            .OrderBy(row => row.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Said(string what, IEnumerable<string> names)
    {
        string[] all = [.. names.Order(StringComparer.Ordinal)];
        string more = all.Length > Named ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - Named} more") : "";
        return all.Length == 0 ? [] : [$"{what}: {string.Join(", ", all.Take(Named))}{more}"];
    }

    private sealed record Row(string Name, string Label, string Set, long Bytes);
}
