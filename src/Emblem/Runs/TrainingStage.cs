using Emblem.Foundation;
using Emblem.Training;

namespace Emblem.Runs;

/// <summary>One step of a recipe.</summary>
/// <param name="Name">For people, in a few words.</param>
/// <param name="Work">What it takes, in passes of the network over a picture.</param>
/// <param name="Run">Does it to the learner, and tells of its steps.</param>
internal sealed record TrainingStage(string Name, double Work, Action<Learner, IProgress<StepProgress>> Run)
{
    /// <summary>The peak rates, known when the stages before it have ended; null for a stage without epochs.</summary>
    public Func<StageRates>? Rates { get; init; }
}
