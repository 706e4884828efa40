using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>One fold of a cross-validation.</summary>
/// <param name="Fold">From 1.</param>
/// <param name="Training">Pictures that taught.</param>
/// <param name="Validation">Pictures that chose.</param>
/// <param name="Right">Held-out pictures that were right.</param>
/// <param name="HeldOut">Pictures that did neither.</param>
public sealed record FoldScore(int Fold, int Training, int Validation, int Right, int HeldOut)
{
    /// <summary>0 to 1.</summary>
    public double Accuracy => (double)Right / HeldOut;

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
