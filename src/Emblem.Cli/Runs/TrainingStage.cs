using Emblem.Training;

namespace Emblem.Cli.Runs;

/// <summary>One step of a recipe.</summary>
/// <param name="Name">For people, in a few words.</param>
/// <param name="Run">Does it to the learner.</param>
internal sealed record TrainingStage(string Name, Action<Learner> Run);
