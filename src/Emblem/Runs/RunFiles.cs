using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Training.Callbacks;
using Emblem.Training.Checkpoints;

namespace Emblem.Runs;

/// <summary>
/// Every file that a run writes, stated once: what stands in a new run's way, what is deleted when one is overwritten, and what a summary may name. A file
/// that is not on the list is the user's, wherever it lies. What a run downloads and verifies before it trains is not on it either: the next run goes on
/// with that.
/// </summary>
internal static class RunFiles
{
    /// <summary>Those that are there, whole paths or such as the folder's own is, in the order of the list.</summary>
    public static IReadOnlyList<string> In(RunFolder folder) => Listing.Of<string>([.. Of(folder).Where(File.Exists)]);

    /// <summary>Whether there is something that a new run would replace. Its own events and process may be there already.</summary>
    public static bool InTheWay(RunFolder folder) => In(folder).Any(file => file != folder.Events && file != folder.Process);

    /// <summary>Deletes them, what a killed process had begun of them, and folders that are empty then.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="spared">Files that are the new run's already.</param>
    /// <returns>How many files there were.</returns>
    /// <exception cref="EmblemException">One cannot be deleted.</exception>
    public static int Delete(RunFolder folder, params IEnumerable<string?> spared)
    {
        string[] kept = [.. spared.OfType<string>().Select(Path.GetFullPath)];
        return Delete([.. Of(folder).Where(file => !kept.Contains(Path.GetFullPath(file), StringComparer.Ordinal))], folder.Path);
    }

    /// <summary>The same for checkpoints alone.</summary>
    public static int DeleteCheckpoints(RunFolder folder) => Delete([.. CheckpointsOf(folder)], folder.Path);

    /// <summary>Deletes what a killed process had not finished writing beside the run's files.</summary>
    public static void DeletePartial(RunFolder folder) => Delete(Partial([.. Of(folder)]));

    // The plan first: without it nothing of the run can be resumed any more, whenever this is interrupted.
    private static IEnumerable<string> Of(RunFolder folder) =>
    [
        folder.Options, folder.Info, folder.Recipe, folder.PictureList, folder.Corrections, folder.Best, folder.ModelCard, folder.Last, folder.History,
        folder.Batches, folder.Rates, folder.Scores, folder.Predictions, folder.Report, folder.TestResults, folder.FoldPredictions, folder.Events, folder.Process,
        .. OwnFiles.RunCharts.Select(name => Path.Combine(folder.Pictures, name)),
        Path.Combine(folder.TensorBoard, TensorBoardLog.FileName),
        .. CheckpointsOf(folder),
        .. folder.Folds.SelectMany(Of),
    ];

    private static IEnumerable<string> CheckpointsOf(RunFolder folder) => new CheckpointFolder(folder.Checkpoints).Files;

    private static int Delete(string[] files, string run)
    {
        int there = files.Count(File.Exists);
        Delete([.. files, .. Partial(files)]);
        string[] folders = [.. files.SelectMany(file => Above(file, run)).Distinct(StringComparer.Ordinal).OrderByDescending(folder => folder.Length)];

        // A link is the user's, whatever lies behind it.
        foreach (string folder in folders.Where(folder => new DirectoryInfo(folder) is { Exists: true, LinkTarget: null }))
        {
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }

        return there;
    }

    private static void Delete(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            try
            {
                if (File.Exists(file))
                    File.Delete(file);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new EmblemException($"'{file}' of an earlier run cannot be deleted: {fault.Message} Delete it, or give another folder.", fault);
            }
        }
    }

    private static IEnumerable<string> Partial(IReadOnlyCollection<string> files) => files
        .GroupBy(file => Path.GetDirectoryName(file)!)
        .Where(same => Directory.Exists(same.Key))
        .SelectMany(same => Directory.GetFiles(same.Key, $"*{AtomicFile.TemporaryExtension}")
            .Where(left => same.Any(file => left.StartsWith($"{file}.", StringComparison.Ordinal))));

    private static IEnumerable<string> Above(string file, string run)
    {
        for (string? folder = Path.GetDirectoryName(file); folder is not null && folder.Length > run.Length; folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
