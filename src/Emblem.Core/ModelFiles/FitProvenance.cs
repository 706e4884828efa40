using System.Text.Json.Serialization;
using Emblem.Foundation;

namespace Emblem.ModelFiles;

/// <summary>One fit on the way to a model's weights.</summary>
/// <param name="Recipe">The policy, for example <c>one_cycle</c>.</param>
/// <param name="PlannedEpochs">What was asked for.</param>
/// <param name="Epochs">Epochs done when these weights were taken: fewer than planned for the best of them.</param>
/// <param name="PeakRates">One learning rate a layer group, input to head.</param>
/// <param name="FrozenGroups">Layer groups before this number did not learn; 0 when everything did.</param>
public sealed record FitProvenance(
    [property: JsonPropertyOrder(-4)] string Recipe,
    [property: JsonPropertyOrder(-3)] int PlannedEpochs,
    [property: JsonPropertyOrder(-2)] int Epochs,
    IReadOnlyList<double> PeakRates,
    int FrozenGroups)
{
    /// <summary><inheritdoc cref="FitProvenance" path="/param[@name='PeakRates']/node()"/></summary>
    // A property that is written out comes after the others in JSON unless it says otherwise: files keep the order of the parameters.
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<double> PeakRates { get; init => field = Listing.Of(value); } = Listing.Of(PeakRates);

    /// <summary>The C of a logistic regression that fitted the head at once, without epochs and rates; null for every other policy.</summary>
    [JsonPropertyName("strength")]
    public double? C { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
