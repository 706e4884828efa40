using System.Globalization;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Tables;

namespace Emblem.Runs;

/// <summary>
/// Which pictures a run was begun with, kept beside its checkpoints, so that one that has gone, come or changed since is named. Without it a resumed
/// run would only see that its batches are other ones.
/// </summary>
internal static class PictureInventory
{
    private const string FileName = "pictures.csv";
    private const int Named = 5;

    /// <summary>Writes it, atomically.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="split">All pictures, by side.</param>
    public static void Write(RunFolder folder, ImageSplit split) => CsvTable.Write(PathIn(folder), ["picture_file", "bytes"], csv =>
    {
        foreach ((string name, long bytes) in List(split))
            csv.WriteRecord(name, CsvTable.Text(bytes));
    });

    /// <summary>Compares; a run without the file, such as one of an earlier version, passes.</summary>
    /// <exception cref="EmblemException">The pictures are others; the message names them.</exception>
    public static void Check(RunFolder folder, ImageSplit split)
    {
        if (!File.Exists(PathIn(folder)))
            return;
        var then = CsvTable.Read(PathIn(folder), csv => KeyValuePair.Create(csv.GetString("picture_file"), CsvTable.LongNumber(csv, "bytes"))).ToDictionary();
        var now = List(split).ToDictionary();
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

    /// <summary>Where it lies.</summary>
    public static string PathIn(RunFolder folder) => Path.Combine(folder.Checkpoints, FileName);

    /// <summary>Names below their folder. Sides come from one folder or from several, whose names may be alike: each has its folder before it then.</summary>
    private static IEnumerable<KeyValuePair<string, long>> List(ImageSplit split)
    {
        LabelledImage[] all = [.. split.Training, .. split.Validation, .. split.Test];
        bool isOne = all.DistinctBy(item => item.Folder).Count() == 1;
        return all.Select(item => KeyValuePair.Create(isOne ? item.Name : $"{item.Folder}: {item.Name}", new FileInfo(item.Path).Length))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Said(string what, IEnumerable<string> names)
    {
        string[] all = [.. names.Order(StringComparer.Ordinal)];
        string more = all.Length > Named ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - Named} more") : "";
        return all.Length == 0 ? [] : [$"{what}: {string.Join(", ", all.Take(Named))}{more}"];
    }
}
