using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Training;
using Emblem.Training.Fitting;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>What a run found; its files are in the plan's folder.</summary>
/// <param name="Plan">What was done.</param>
/// <param name="Split">Which pictures taught, chose and judged.</param>
/// <param name="Outcome">What the recipe's stages found.</param>
/// <param name="History">Every batch and epoch.</param>
/// <param name="Validation">What the model that was kept makes of the validation pictures, with the probabilities of its saved file.</param>
/// <param name="ValidationScore">How many of them are right, and whether they chose the model.</param>
public sealed record TrainingResult(
    TrainingPlan Plan,
    ImageSplit Split,
    RecipeOutcome Outcome,
    TrainingHistory History,
    ClassificationInterpretation Validation,
    RunScore ValidationScore)
{
    /// <summary>The file of the model that was kept.</summary>
    public string Model => Plan.Folder.Best;

    /// <summary>By what the model tells pictures of something else; null where too few pictures differ.</summary>
    public KnownFeatures? Known { get; init; }

    /// <summary>How the model answers, and what chose that; null where settling it failed.</summary>
    public AnswerCalibration? Answers { get; init; }

    /// <summary>What the saved model makes of the pictures that were set aside, in their order; null without any.</summary>
    public ScoredBatch? Test { get; init; }

    /// <summary>How many of these are right; they chose nothing.</summary>
    public RunScore? TestScore => Test is { } scored ? new RunScore(scored.Accuracy, IsOptimistic: false) : null;

    /// <summary>The cross-validation of the whole recipe; null unless asked for.</summary>
    public CrossValidationResult? CrossValidation { get; init; }

    /// <summary>What the run had to do without since making it failed, such as a chart for which the disk was full; usually nothing.</summary>
    public IReadOnlyList<PieceMissing> Missing { get; init => field = Listing.Of(value); } = Listing.Of<PieceMissing>([]);

    /// <summary>The files that the run wrote and that are there, as <see cref="RunFolder.Files"/> names them.</summary>
    public IReadOnlyList<string> Files { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>From start to end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What a head was fitted on, of the body as it was at the start; null where none was, or a resumed run knew it already.</summary>
    internal FeatureTable? Features { get; init; }

    /// <summary>The same without the views and heatmaps of single pictures, some megabytes: for whoever keeps it until its report while other work needs the memory.</summary>
    public TrainingResult WithoutViews() => this with { Validation = ClassificationInterpretation.Of(Validation.Classes, Validation.Names, Validation.Scored, Validation.TopLosses.Count) };

    /// <inheritdoc/>
    public override string ToString() => $"{Model}: {ValidationScore}";
}
