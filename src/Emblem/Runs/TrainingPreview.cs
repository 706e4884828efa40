using Emblem.Data;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>What a run would do, with nothing left open.</summary>
/// <param name="Plan">All that decides it.</param>
/// <param name="Split">Who teaches, who chooses, who judges; its notes are what looks odd.</param>
/// <param name="Stages">The recipe's steps in order, in a few words each.</param>
/// <param name="Folds">Further trainings for a cross-validation; 0 for none.</param>
public sealed record TrainingPreview(TrainingPlan Plan, ImageSplit Split, IReadOnlyList<string> Stages, int Folds)
{
    /// <summary><inheritdoc cref="TrainingPreview" path="/param[@name='Stages']/node()"/></summary>
    public IReadOnlyList<string> Stages { get; init => field = Listing.Of(value); } = Listing.Of(Stages);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
