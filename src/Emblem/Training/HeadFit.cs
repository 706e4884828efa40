using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Training;

/// <summary>A head that was fitted on the features of the frozen body.</summary>
/// <param name="Fit">Its numbers, which <c>HeadChoice.FromFit</c> puts on any body with such features; give it the recipe's stages and pooling.</param>
/// <param name="C">The <c>C</c> that cross-validation chose: the one with the least loss, of equals the smallest.</param>
/// <param name="Scores">Each strength's score, ascending; empty where there was one alone. The best of them is slightly optimistic.</param>
/// <param name="ValidLoss">Mean cross-entropy of the validation pictures, which chose nothing of it.</param>
public sealed record HeadFit(LinearFit Fit, double C, IReadOnlyList<CrossValidatedC> Scores, double ValidLoss)
{
    /// <summary><inheritdoc cref="HeadFit" path="/param[@name='Scores']/node()"/></summary>
    public IReadOnlyList<CrossValidatedC> Scores { get; init => field = Listing.Of(value); } = Listing.Of(Scores);

    /// <summary>The cross-entropy of each validation picture, in their order.</summary>
    public IReadOnlyList<double> ValidLosses { get; init => field = Listing.Of(value); } = Listing.Of<double>([]);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
