using System.Globalization;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Training;

namespace Emblem.Runs;

/// <summary>
/// Something that happened in a run. Observers get each event at once and one at a time, on the thread that trains or, while duplicates are looked for, on one
/// that reads; they must not throw, and what they do holds the run up. <c>ToString</c> is a line for people.
/// </summary>
public abstract record RunEvent;

/// <summary>A part of the run begins.</summary>
/// <param name="Stage">In a few words.</param>
/// <param name="Progress">Of the whole run.</param>
public sealed record StageBegun(string Stage, RunProgress Progress) : RunEvent
{
    /// <summary>The peak rates of a stage that trains by epochs, and what chose them; null for other stages.</summary>
    public StageRates? Rates { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Stage}{(Rates is null ? "" : $" at {Rates}")} …";
}

/// <summary>A step of a stage is done, such as a batch of features.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Step">Which step of how many.</param>
/// <param name="Progress">Of the whole run.</param>
public sealed record StageAdvanced(string Stage, StepProgress Step, RunProgress Progress) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Stage}: {Step.Done} of {Step.Total} ({Progress.Share:0%} of the run)");
}

/// <summary>A training batch is done.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Batch">Its losses and rates.</param>
/// <param name="Done">Batches of this stage so far, those before an interruption included.</param>
/// <param name="Total">Batches of this stage.</param>
/// <param name="Pictures">Pictures in a batch.</param>
/// <param name="Progress">Of the whole run.</param>
public sealed record BatchTrained(string Stage, BatchRecord Batch, int Done, int Total, int Pictures, RunProgress Progress) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Stage}: batch {Done} of {Total}, loss {Batch.SmoothedLoss:0.0000}");
}

/// <summary>An epoch is done.</summary>
/// <param name="Epoch">Its row of fast.ai's table.</param>
public sealed record EpochTrained(EpochRecord Epoch) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {Epoch.Epoch}: training loss {Epoch.TrainLoss:0.0000}, validation loss {Number(Epoch.ValidLoss)}, {string.Join(", ", Epoch.Metrics.Select(metric => $"{metric.Name} {Number(metric.Value)}"))}");

    private static string Number(double? value) => FiniteNumbers.OrNull(value)?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "undefined";
}

/// <summary>An epoch was better than all before, and its model was saved.</summary>
/// <param name="Epoch">Of its stage, from 0.</param>
/// <param name="Measure">What better means.</param>
/// <param name="Value">Its value.</param>
public sealed record BetterModelFound(int Epoch, string Measure, double Value) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Better model found at epoch {Epoch} with {Measure} value: {(float)Value}.");
}

/// <summary>A model that is gone on from was measured on the validation pictures before anything trained.</summary>
/// <param name="Validation">Its loss and metrics.</param>
public sealed record StartMeasured(Validation Validation) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"It starts with {string.Join(", ", Validation.Metrics.Select(metric => $"{metric.Name} {metric.Value:0.0000}").Prepend($"validation loss {Validation.Loss:0.0000}"))}.");
}

/// <summary>The starting weights are settled.</summary>
/// <param name="Architecture">The network.</param>
/// <param name="Weights">Null for random ones.</param>
public sealed record WeightsChosen(Architecture Architecture, BodyWeights? Weights) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => Weights is { } found
        ? $"Weights: {Architecture}, pretrained ({found.Origin}; {found.Path}{(found.Remark is null ? "" : $"; {found.Remark}")})"
        : $"Weights: {Architecture}, random";
}

/// <summary>The pictures are divided.</summary>
/// <param name="Split">Who teaches, who chooses, who judges.</param>
public sealed record PicturesDivided(ImageSplit Split) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Split.Classes.Count} classes; {Split.Training.Count} pictures for training, {Split.Validation.Count} for validation, {Split.Test.Count} for testing";
}

/// <summary>Rates were searched.</summary>
/// <param name="Search">Losses by rate, and suggestions.</param>
public sealed record RatesFound(LearningRateSearch Search) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Rates: {Search.MinimumGradient:0.00E+00} where the loss falls steepest, {Search.MinimumLossOverTen:0.00E+00} a tenth of its minimum's");
}

/// <summary>A head was fitted on the frozen body's features.</summary>
/// <param name="Fit">The head, and what chose it.</param>
public sealed record HeadFitted(HeadFit Fit) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Fitted the head with C = {Fit.C:0.#####}; validation loss {Fit.ValidLoss:0.0000}.");
}

/// <summary>The fitted head was compared with what the epochs made of it.</summary>
/// <param name="Outcome">Which is kept.</param>
public sealed record HeadCompared(RecipeOutcome Outcome) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Validation loss: {Outcome.Head!.ValidLoss:0.0000} with the fitted head, {Outcome.Gain!.Value.Loss:0.0000} fine-tuned ({Math.Abs(Outcome.Gain.Value.Mean):0.0000} {(Outcome.Gain.Value.Mean < 0 ? "more" : "less")}, standard error {Outcome.Gain.Value.StandardError:0.0000}); kept {(Outcome.KeepsHead ? "the fitted head" : "what was fine-tuned")}.");
}

/// <summary>The model that was kept knows which pictures taught it, and can tell those of something else.</summary>
/// <param name="Known">By what; null where too few pictures differ.</param>
public sealed record PicturesRemembered(KnownFeatures? Known) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => Known is null
        ? "Too few pictures differ to tell pictures of something else entirely: predictions will always be one of the classes."
        : $"Remembered {Known}.";
}

/// <summary>The model that was kept has been looked at.</summary>
/// <param name="Interpretation">What it makes of the pictures.</param>
/// <param name="Score">How many of them are right.</param>
public sealed record ModelInterpreted(ClassificationInterpretation Interpretation, RunScore Score) : RunEvent
{
    /// <summary>Which pictures it was looked at with.</summary>
    public JudgedPictures On { get; init; } = JudgedPictures.Validation;

    /// <inheritdoc/>
    public override string ToString() => $"Accuracy on {On}: {Score}";
}

/// <summary>How the model that was kept answers has been settled on pictures that did not teach it.</summary>
/// <param name="Found">Temperature, threshold and what they do.</param>
public sealed record AnswersCalibrated(AnswerCalibration Found) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => Found.ToString();
}

/// <summary>The pictures that were set aside have been scored.</summary>
/// <param name="Score">How many of them are right.</param>
public sealed record TestScored(RunScore Score) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => $"Accuracy on the test pictures, which chose nothing: {Score}";
}

/// <summary>One of the trainings of a cross-validation begins.</summary>
/// <param name="Fold">From 1.</param>
/// <param name="Total">Folds.</param>
public sealed record FoldBegun(int Fold, int Total) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Fold {Fold} of {Total}");
}

/// <summary>One of the trainings of a learning curve begins.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Total">All of them.</param>
/// <param name="Pictures">That it learns from.</param>
public sealed record CurveTrainingBegun(int Number, int Total, int Pictures) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => $"Training {ValueText.Count(Number)} of {ValueText.Count(Total)}, on {ValueText.Count(Pictures, "picture")}";
}

/// <summary>An epoch of several ranks has ended.</summary>
/// <param name="Seconds">What each rank computed for its part of a step, by rank, waiting left out.</param>
public sealed record RanksPaced(IReadOnlyList<double> Seconds) : RunEvent
{
    /// <summary><inheritdoc cref="RanksPaced" path="/param[@name='Seconds']/node()"/></summary>
    public IReadOnlyList<double> Seconds { get; init => field = Listing.Of(value); } = Listing.Of(Seconds);

    /// <inheritdoc/>
    public override string ToString() => $"A step takes, by rank: {string.Join(", ", Seconds.Select(time => time.ToString("0.000", CultureInfo.InvariantCulture)))} s";
}

/// <summary>A file of the run is there.</summary>
/// <param name="Path">The file.</param>
public sealed record FileWritten(string Path) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => $"wrote {Path}";
}

/// <summary>The run does without one of its pieces, such as a chart, since making it failed; all else of it is there.</summary>
/// <param name="Piece">A file's name below the run's folder, or a few words.</param>
/// <param name="Reason">A sentence.</param>
public sealed record PieceMissing(string Piece, string Reason) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => $"warning: the run goes on without {Piece}: {Reason}";
}

/// <summary>Something else that a person should know.</summary>
/// <param name="Text">A sentence.</param>
/// <param name="IsWarning">Whether something is not as it should be.</param>
public sealed record RunNote(string Text, bool IsWarning = false) : RunEvent
{
    /// <inheritdoc/>
    public override string ToString() => IsWarning ? $"warning: {Text}" : Text;
}
