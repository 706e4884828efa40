using Emblem.Training.Callbacks;

namespace Emblem.Training;

/// <summary>
/// Sees all fits of a learner, before the callbacks of each, and what no callback sees. It changes nothing and remembers nothing, so checkpoints are the
/// same with it and without.
/// </summary>
internal abstract class LearnerWatch : Callback
{
    /// <summary>An epoch was better than all before, and its model was saved.</summary>
    public abstract void OnBetterModel(int epoch, string measure, double value);

    /// <summary>A search for learning rates begins.</summary>
    public abstract void OnSearchStart(Learner learner);

    /// <summary>It has ended.</summary>
    public abstract void OnRatesFound(LearningRateSearch found);
}
