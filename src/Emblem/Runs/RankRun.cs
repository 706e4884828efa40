using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emblem.Cluster;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training.Checkpoints;

namespace Emblem.Runs;

/// <summary>
/// A run that several processes share: all do the same steps, the first one's folder is the run's, and each other has a folder of its own that lasts as long as it
/// does. So whatever a step writes and reads again is there on every rank, and no two write one file.
/// </summary>
internal static class RankRun
{
    private const string Own = "emblem-rank";

    // What says how a rank computes and changes no rank's sums for another: processors of a cluster may differ in it.
    private static readonly string[] MayDiffer = ["threads", "cpu_features"];

    /// <summary>Where this rank writes: the run's folder for the first, and for a process alone.</summary>
    public static RunFolder Place(Ranks? ranks, RunFolder folder)
    {
        if (ranks is not { IsFirst: false })
            return folder;
        DeleteAbandoned();
        return new RunFolder(Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Own}-{Environment.ProcessId}-")).FullName);
    }

    /// <summary>The same for a run that is gone on with: what the first rank has of it, every rank has afterwards.</summary>
    public static RunFolder Share(Ranks ranks, RunFolder folder)
    {
        RunFolder own = Place(ranks, folder);
        (string Name, string Path)[] files = ranks.IsFirst
            ? [.. folder.Files.Where(file => file != folder.Events && file != folder.Process).Select(file => (Path.GetRelativePath(folder.Path, file), file))]
            : [];
        string[] names = JsonSerializer.Deserialize<string[]>(ranks.Broadcast(JsonSerializer.SerializeToUtf8Bytes(files.Select(file => file.Name))))!;
        for (int i = 0; i < names.Length; i++)
        {
            byte[] bytes = ranks.Broadcast(ranks.IsFirst ? File.ReadAllBytes(files[i].Path) : []);
            if (!ranks.IsFirst)
                AtomicFile.WriteBytes(Path.Combine(own.Path, names[i]), bytes);
        }

        return own;
    }

    /// <summary>Deletes this rank's own folder.</summary>
    public static void Leave(TrainingPlan plan)
    {
        if (plan.Ranks is { IsFirst: false } && Path.GetFileName(plan.Folder.Path).StartsWith(Own, StringComparison.Ordinal) && Directory.Exists(plan.Folder.Path))
            Directory.Delete(plan.Folder.Path, recursive: true);
    }

    /// <summary>Before the first batch: every rank has the version, the options and the pictures of the first.</summary>
    /// <exception cref="EmblemException">One has others; the message names the rank and the first differences. On all ranks alike.</exception>
    public static void RequireSame(TrainingPlan plan, ImageSplit split)
    {
        if (plan.Ranks is not { } ranks)
            return;
        RankAgreement.Require(ranks, "versions", [$"Emblem {BuildVersions.Emblem}", $"torch {BuildVersions.Torch}"]);
        RankAgreement.Require(ranks, "options", [.. Options(plan)]);
        RankAgreement.Require(ranks, "pictures", [.. PictureInventory.Lines(split)]);
        RankAgreement.Require(ranks, "contents of pictures", [.. split.Training.Concat(split.Validation).Concat(split.Test).Select(item => item.Path).Distinct().Select(path => $"{Path.GetFileName(path)} {ContentHash.OfFile(path)}")]);
        if (plan.Start is { } start)
            RankAgreement.Require(ranks, "starting weights", [$"{start.Origin} {ContentHash.OfFile(start.Path)}"]);
    }

    /// <summary>Folders of ranks that were killed.</summary>
    private static void DeleteAbandoned()
    {
        foreach (string folder in Directory.GetDirectories(Path.GetTempPath(), $"{Own}-*"))
        {
            if (!int.TryParse(Path.GetFileName(folder).Split('-')[2], NumberStyles.None, CultureInfo.InvariantCulture, out int owner) || !ProcessLife.HasEnded(owner))
                continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another rank was first.
            }
        }
    }

    private static IEnumerable<string> Options(TrainingPlan plan)
    {
        JsonNode options = JsonSerializer.SerializeToNode(plan, SnakeCaseJson.Options)!;
        foreach (string name in MayDiffer)
            options["compute"]?.AsObject().Remove(name);
        return JsonDifferences.Between(new JsonObject(), options).Select(field => $"{field.Name} = {field.Other}");
    }
}
