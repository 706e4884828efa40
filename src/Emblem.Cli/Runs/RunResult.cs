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

    /// <summary>The head that was fitted on frozen features; null where the recipe fits none.</summary>
    public HeadReport? Head { get; init; }

    /// <summary>The cross-validation of the whole recipe; null unless asked for.</summary>
    public FoldsReport? CrossValidation { get; init; }
}

/// <summary>One epoch for <c>--json</c>.</summary>
internal sealed record EpochReport(int Fit, int Epoch, double TrainLoss, double? ValidLoss, IReadOnlyDictionary<string, double> Metrics, double Seconds);
