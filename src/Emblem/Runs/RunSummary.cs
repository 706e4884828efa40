using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>What a run's folder says of it at a glance: what was done, how it was scored, how long it took. Reads small files and asks no model.</summary>
/// <param name="Plan">What was, or is, done.</param>
/// <param name="Validation">On the validation pictures; null until it is known.</param>
/// <param name="Test">On those that were set aside; null without any.</param>
/// <param name="Folds">The cross-validation of the whole recipe; null without one.</param>
/// <param name="Pictures">All pictures of the run.</param>
public sealed record RunSummary(TrainingPlan Plan, RunScore? Validation, RunScore? Test, ScoredFolds? Folds, int Pictures)
{
    /// <summary>When it ended; null for one that has not.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>How long that took, interruptions included where it was gone on with; null for one that has not ended.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The most bytes of physical memory that its process held; null where that was not noted.</summary>
    public long? PeakMemory { get; init; }

    /// <summary>The most honest score: of pictures that chose nothing, else of the folds, else of the validation pictures.</summary>
    public RunScore? Score => Test ?? (Folds is null ? Validation : new RunScore(Folds.Pooled, IsOptimistic: false));

    /// <summary>Reads it.</summary>
    /// <param name="folder">The run's.</param>
    /// <exception cref="EmblemException">No run, a damaged one, or one of an earlier version.</exception>
    public static RunSummary Read(RunFolder folder)
    {
        TrainingPlan plan = TrainingPlan.Read(folder);
        RunRecord? record = RunRecord.Read(folder.Info);
        try
        {
            RunScores? scores = RunScores.Read(folder.Scores);
            int pictures = PictureInventory.Count(folder).Sum(counts => counts.Training + counts.Validation + counts.Test);
            return new RunSummary(plan, scores?.Validation, scores?.Test, scores?.Folds, pictures)
            {
                Finished = record?.Finished,
                Duration = record is null ? null : record.Finished - record.Started,
                PeakMemory = record?.PeakMemory,
            };
        }
        catch (Exception fault) when (fault is System.Text.Json.JsonException or FormatException)
        {
            throw new EmblemException($"The run in '{folder.Path}' has damaged files: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Plan.Folder.Path}: {Plan.Architecture} by {Plan.Recipe.Name}{(Score is null ? "" : $", {Score}")}";
}
