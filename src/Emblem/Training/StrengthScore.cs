namespace Emblem.Training;

/// <summary>How one strength of a regression did in cross-validation on the training pictures.</summary>
/// <param name="Strength">scikit-learn's <c>C</c>.</param>
/// <param name="Loss">Mean cross-entropy of the held-out pictures, in nats.</param>
/// <param name="Accuracy">The share of held-out pictures that were right, 0 to 1.</param>
public sealed record StrengthScore(double Strength, double Loss, double Accuracy);
