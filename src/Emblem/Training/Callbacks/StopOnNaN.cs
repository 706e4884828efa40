using System.Globalization;

namespace Emblem.Training.Callbacks;

/// <summary>
/// Ends a fit whose training loss is no number any more: fast.ai's <c>TerminateOnNaNCallback</c>. The weights in memory are lost by then, since
/// such a batch has made a step; <see cref="SaveBestModel"/> puts the best ones back.
/// </summary>
public sealed class StopOnNaN : Callback
{
    /// <inheritdoc/>
    public override void OnBatchEnd(FitContext fit, BatchRecord batch)
    {
        if (!double.IsFinite(batch.Loss))
        {
            fit.Stop(string.Create(
                CultureInfo.InvariantCulture,
                $"The loss of batch {batch.Iteration} is {batch.Loss} at learning rate {batch.LearningRate:G3}, where a number was expected: "
                + $"the weights have run away. Train with a lower rate, or clip gradients."));
        }
    }
}
