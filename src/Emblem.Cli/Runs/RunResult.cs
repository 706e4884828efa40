using Emblem.Folders;
using Emblem.ModelFiles;
using Emblem.Runs;
using Emblem.Training;

namespace Emblem.Cli.Runs;

/// <summary>What <c>--json</c> tells of a training run.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="Model">The best weights.</param>
/// <param name="Architecture">By name.</param>
/// <param name="Weights">What training started from.</param>
/// <param name="Classes">In index order.</param>
/// <param name="Training">Pictures trained on.</param>
/// <param name="Validation">Pictures validated on.</param>
/// <param name="Seed">Of the whole run.</param>
/// <param name="MinimumGradient">The finder's first suggestion.</param>
/// <param name="MinimumLossOverTen">The finder's second.</param>
/// <param name="ValidationScore">Without an interval where these pictures chose the model: optimistic.</param>
/// <param name="TestScore">On pictures that chose nothing; null without any.</param>
/// <param name="Epochs">The rows of the history.</param>
/// <param name="Seconds">From start to end.</param>
internal sealed record RunResult(
    string Run,
    string Model,
    string Architecture,
    string Weights,
    IReadOnlyList<string> Classes,
    int Training,
    int Validation,
    long Seed,
    double? MinimumGradient,
    double? MinimumLossOverTen,
    ScoreReport ValidationScore,
    ScoreReport? TestScore,
    IReadOnlyList<EpochReport> Epochs,
    double Seconds)
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>When a picture is neither of the classes; null where the model cannot tell.</summary>
    public NoveltyRule? Novelty { get; init; }

    /// <summary>How the model answers; null where too few pictures could tell.</summary>
    public AnswerRule? Answers { get; init; }

    /// <summary>The head that was fitted on frozen features; null where the recipe fits none.</summary>
    public HeadReport? Head { get; init; }

    /// <summary>The cross-validation of the whole recipe; null unless asked for.</summary>
    public FoldsReport? CrossValidation { get; init; }

    /// <summary>The files that the run wrote, as paths below its folder.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What the run had to do without, and why.</summary>
    public IReadOnlyList<PieceMissing> Missing { get; init; } = [];

    /// <summary>What looks odd about the pictures' folders, and what was passed over.</summary>
    public IReadOnlyList<FolderNote> Notes { get; init; } = [];

    public static RunResult Of(TrainingResult done) => new(
        done.Plan.Folder.Path,
        done.Model,
        done.Plan.Architecture,
        done.Plan.Start?.Origin ?? "random",
        done.Split.Classes,
        done.Split.Training.Count,
        done.Split.Validation.Count,
        done.Plan.Seed,
        done.Outcome.Search?.MinimumGradient,
        done.Outcome.Search?.MinimumLossOverTen,
        ScoreReport.Of(done.ValidationScore),
        done.TestScore is { } score ? ScoreReport.Of(score) : null,
        [.. done.History.Epochs.Select(EpochReport.Of)],
        Math.Round(done.Duration.TotalSeconds, 1))
    {
        Recipe = done.Plan.Recipe.Name,
        Notes = done.Split.Notes,
        Novelty = done.Known?.Rule,
        Answers = done.Answers?.Rule,
        Head = HeadReport.Of(done.Outcome),
        Files = [.. done.Files.Select(file => Path.GetRelativePath(done.Plan.Folder.Path, file).Replace('\\', '/'))],
        Missing = done.Missing,
        CrossValidation = done.CrossValidation is { } folds ? FoldsReport.Of(folds) : null,
    };
}

/// <summary>One epoch for <c>--json</c>.</summary>
internal sealed record EpochReport(int Fit, int Epoch, double TrainLoss, double? ValidLoss, IReadOnlyDictionary<string, double> Metrics, double Seconds)
{
    public double? LowestRate { get; init; }

    public double? HighestRate { get; init; }

    public static EpochReport Of(EpochRecord epoch) => new(
        epoch.Fit,
        epoch.Epoch,
        epoch.TrainLoss,
        epoch.ValidLoss,
        epoch.Metrics.ToDictionary(metric => metric.Name, metric => metric.Value),
        Math.Round(epoch.Duration.TotalSeconds, 2))
    {
        LowestRate = epoch.LowestRate,
        HighestRate = epoch.HighestRate,
    };
}
