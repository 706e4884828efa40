using Emblem.Augmentation;
using Emblem.Compute;
using Emblem.Reporting;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem predict</c> was asked for.</summary>
/// <param name="Model">A model file or a run folder.</param>
/// <param name="Pictures">Files and folders.</param>
/// <param name="Csv">Where to write a table, or null.</param>
/// <param name="Columns">The table's columns.</param>
internal sealed record PredictRequest(string Model, IReadOnlyList<string> Pictures, string? Csv, PredictionColumns Columns)
{
    /// <summary>What answers are averaged over.</summary>
    public TestTimeAugmentation TestTime { get; init; } = TestTimeAugmentation.None;

    /// <summary>What computes; as <c>Predictor.Load</c> does without it when null.</summary>
    public ComputeOptions Compute { get; init; } = ComputeOptions.OwnProcess with { Precision = NumericPrecision.Single };

    /// <summary>Whether what looks odd about a folder is an error.</summary>
    public bool IsStrict { get; init; }
}
