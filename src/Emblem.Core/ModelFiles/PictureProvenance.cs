using System.Text.Json.Serialization;
using Emblem.Foundation;

namespace Emblem.ModelFiles;

/// <summary>The pictures that a model learned from, without naming them.</summary>
/// <param name="Training">How many of each class taught, in the classes' order.</param>
/// <param name="Validation">How many of each class chose the epoch, in the classes' order.</param>
/// <param name="BatchSize">Pictures in a batch.</param>
/// <param name="Sha256">
/// SHA-256 over side, class, name and content hash of every picture in order, in lower-case hexadecimal: equal for equal pictures under equal
/// names in an equal split, wherever their folder lies.
/// </param>
public sealed record PictureProvenance(IReadOnlyList<int> Training, IReadOnlyList<int> Validation, int BatchSize, string Sha256)
{
    /// <summary><inheritdoc cref="PictureProvenance" path="/param[@name='Training']/node()"/></summary>
    // A property that is written out comes after the others in JSON unless it says otherwise: files keep the order of the parameters.
    [JsonPropertyOrder(-2)]
    public IReadOnlyList<int> Training { get; init => field = Listing.Of(value); } = Listing.Of(Training);

    /// <summary><inheritdoc cref="PictureProvenance" path="/param[@name='Validation']/node()"/></summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<int> Validation { get; init => field = Listing.Of(value); } = Listing.Of(Validation);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
