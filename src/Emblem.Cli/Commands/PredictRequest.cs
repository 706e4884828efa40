using Emblem.Acquisition;
using Emblem.Augmentation;
using Emblem.Compute;
using Emblem.Reporting;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem predict</c> was asked for.</summary>
/// <param name="Model">A model file or a run folder.</param>
/// <param name="Pictures">Files, folders and patterns; or <see cref="Pipe"/> alone.</param>
internal sealed record PredictRequest(string Model, IReadOnlyList<string> Pictures)
{
    /// <summary>Stands for standard input.</summary>
    public const string Pipe = "-";

    /// <summary>A list of addresses in place of pictures that are here.</summary>
    public string? Urls { get; init; }

    /// <summary>Where those are kept; null for nowhere.</summary>
    public string? Into { get; init; }

    /// <summary>How they are downloaded.</summary>
    public DownloadOptions Downloading { get; init; } = new();

    /// <summary>What is written.</summary>
    public PredictionFiles Files { get; init; } = new();

    /// <summary>What answers are averaged over.</summary>
    public TestTimeAugmentation TestTime { get; init; } = TestTimeAugmentation.None;

    /// <summary>What computes; as <c>Predictor.Load</c> does without it when null.</summary>
    public ComputeOptions Compute { get; init; } = ComputeOptions.OwnProcess with { Precision = NumericPrecision.Single };

    /// <summary>Whether what looks odd about a folder is an error.</summary>
    public bool IsStrict { get; init; }
}
