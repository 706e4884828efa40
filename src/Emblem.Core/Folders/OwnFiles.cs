using Emblem.Foundation;

namespace Emblem.Folders;

/// <summary>What Emblem writes into folders of pictures, told by name; a run's folder by the files that each run writes before anything else.</summary>
internal static class OwnFiles
{
    /// <summary>What a run was asked for.</summary>
    public const string RunOptions = "options.json";

    /// <summary>How it is trained.</summary>
    public const string RunRecipe = "recipe.json";

    /// <summary>What happened in a run.</summary>
    public const string RunEvents = "events.jsonl";

    /// <summary>A chart of a model's mistakes.</summary>
    public const string ConfusionMatrix = "confusion_matrix.png";

    /// <summary>Another.</summary>
    public const string TopLosses = "top_losses.png";

    /// <summary>The same with what speaks for which class.</summary>
    public const string TopLossesHeatmap = "top_losses_heatmap.png";

    /// <summary>Validation pictures with their answers.</summary>
    public const string Results = "results.png";

    /// <summary>A training's losses.</summary>
    public const string Losses = "losses.png";

    /// <summary>Its metrics.</summary>
    public const string Metrics = "metrics.png";

    /// <summary>Its rates and momentum.</summary>
    public const string Schedule = "schedule.png";

    /// <summary>A search for rates.</summary>
    public const string RateFinder = "rate_finder.png";

    /// <summary>What an examination of a folder draws unless told otherwise.</summary>
    public const string HealthChart = "health.png";

    /// <summary>Training pictures as the network sees them.</summary>
    public const string BatchChart = "batch.png";

    /// <summary>All that a run draws.</summary>
    public static IReadOnlyList<string> RunCharts { get; } =
        [BatchChart, Losses, Metrics, Schedule, RateFinder, ConfusionMatrix, TopLosses, TopLossesHeatmap, Results];

    private static readonly string[] Folders = [ReportFiles.Originals, ReportFiles.SetAside, ReportFiles.DuplicateSheets, ReportFiles.VerificationWork];

    // What the verbs call a chart unless told otherwise: lying beside the classes they would be pictures without one.
    // Those of today's have a mark as well; an earlier version's had names alone.
    private static readonly string[] Charts = [HealthChart, .. RunCharts];

    public static bool IsFolder(string name) => Folders.Contains(name, StringComparer.Ordinal);

    public static bool IsRun(string path) => File.Exists(Path.Combine(path, RunOptions)) && File.Exists(Path.Combine(path, RunRecipe));

    /// <summary>Whether a folder holds the charts of a model: the picture folder of a run, or one that <c>interpret</c> drew into.</summary>
    public static bool HoldsCharts(string path) => File.Exists(Path.Combine(path, ConfusionMatrix)) && File.Exists(Path.Combine(path, TopLosses));

    /// <param name="path">The file; one beside the classes that may be a chart is looked into.</param>
    /// <param name="name">Its own name.</param>
    /// <param name="isBesideClasses">Whether it lies in the folder that was opened itself.</param>
    public static bool IsFile(string path, string name, bool isBesideClasses) =>
        name is ReportFiles.Verification or ReportFiles.Duplicates
        || name.StartsWith(ReportFiles.DownloadWork, StringComparison.Ordinal)
        || name.EndsWith(AtomicFile.TemporaryExtension, StringComparison.Ordinal)
        || (isBesideClasses && (Charts.Contains(name, StringComparer.Ordinal) || ChartMark.IsOn(path)));
}
