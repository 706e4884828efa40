using System.Text.Json;
using System.Text.Json.Serialization;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>How a run's model and its training were scored, as <c>scores.json</c> keeps it: what looking at the model again does not tell.</summary>
/// <param name="Validation">On the validation pictures.</param>
/// <param name="Test">On those that were set aside; null without any.</param>
internal sealed record RunScores(RunScore Validation, RunScore? Test)
{
    private static readonly JsonSerializerOptions Json = new(SnakeCaseJson.Indented) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The cross-validation of the whole recipe; null unless asked for.</summary>
    public ScoredFolds? Folds { get; init; }

    /// <summary>The validation pictures' cross-entropy with the fitted head, in nats; null where none was fitted.</summary>
    public double? HeadLoss { get; init; }

    /// <summary>What fine-tuning gained over that head; null where nothing was compared.</summary>
    public FineTuningGain? FineTuning { get; init; }

    public static RunScores Of(RunScore validation, RunScore? test, CrossValidationResult? folds, RecipeOutcome outcome) => new(validation, test)
    {
        Folds = folds is null ? null : new ScoredFolds(folds.Folds, folds.Pooled),
        HeadLoss = outcome.Head?.ValidLoss,
        FineTuning = outcome.Gain,
    };

    public void Write(string path) => AtomicFile.WriteText(path, writer => writer.WriteLine(JsonSerializer.Serialize(this, Json)));

    /// <summary>Null where the run has none, such as one of an earlier version.</summary>
    public static RunScores? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<RunScores>(File.ReadAllText(path), Json) : null;
}

/// <summary>A cross-validation's scores.</summary>
/// <param name="Folds">One row a fold.</param>
/// <param name="Pooled">All held-out pictures together.</param>
public sealed record ScoredFolds(IReadOnlyList<FoldScore> Folds, ScoreInterval Pooled)
{
    /// <summary><inheritdoc cref="ScoredFolds" path="/param[@name='Folds']/node()"/></summary>
    public IReadOnlyList<FoldScore> Folds { get; init => field = Listing.Of(value); } = Listing.Of(Folds);

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Folds.Count, "fold")}: {Pooled}";
}
