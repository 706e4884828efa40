using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Training;

/// <summary>
/// A training that has run away: a loss or a weight is NaN or infinite, and stays so. The fit ends at once, and nothing of that epoch is recorded, saved or
/// called better. Weights in memory are lost unless a callback such as <see cref="Callbacks.SaveBestModel"/> has put saved ones back.
/// </summary>
public sealed class TrainingDivergedException : EmblemException
{
    private TrainingDivergedException(string found)
        : base(
            $"{found}, where a number was expected: training has run away, and nothing of this epoch was kept. "
            + "Train again with a lower rate, or clip gradients; if bf16 computes, try fp32. Resuming would come to the same.")
    {
    }

    /// <summary>After a batch's losses are known and before its step.</summary>
    internal static void ThrowIf(double loss, int iteration, double rate)
    {
        if (!double.IsFinite(loss))
            throw new TrainingDivergedException(string.Create(CultureInfo.InvariantCulture, $"The loss of batch {iteration} is {loss} at learning rate {rate:G3}"));
    }

    /// <summary>After an epoch was validated and before anybody is told.</summary>
    /// <param name="epoch">Its row.</param>
    /// <param name="weights">What is wrong with the weights, or null.</param>
    internal static void ThrowIf(EpochRecord epoch, string? weights)
    {
        if (epoch.ValidLoss is { } loss && !double.IsFinite(loss))
        {
            throw new TrainingDivergedException(string.Create(
                CultureInfo.InvariantCulture, $"The validation loss of epoch {epoch.Epoch} is {loss} (training loss {epoch.TrainLoss:0.0000})"));
        }

        if (weights is not null)
            throw new TrainingDivergedException(string.Create(CultureInfo.InvariantCulture, $"After epoch {epoch.Epoch} the weight {weights}"));
    }
}
