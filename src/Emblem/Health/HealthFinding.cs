using Emblem.Foundation;

namespace Emblem.Health;

/// <summary>A picture that lies beyond a threshold: worth a look, not proof of a fault.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Issue">Which measure.</param>
/// <param name="Measure">What was measured, in the unit of the threshold.</param>
/// <param name="Threshold">The option that it lies beyond.</param>
public sealed record HealthFinding(PictureHealth Picture, HealthIssue Issue, double Measure, double Threshold)
{
    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
