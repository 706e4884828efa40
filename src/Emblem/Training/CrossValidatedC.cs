using Emblem.Foundation;

namespace Emblem.Training;

/// <summary>How a regression with one <c>C</c> did in cross-validation on the training pictures.</summary>
/// <param name="C">scikit-learn's, the inverse strength of the penalty on large weights.</param>
/// <param name="Loss">Mean cross-entropy of the held-out pictures, in nats.</param>
/// <param name="Accuracy">The share of held-out pictures that were right, 0 to 1.</param>
public sealed record CrossValidatedC(double C, double Loss, double Accuracy)
{
    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
