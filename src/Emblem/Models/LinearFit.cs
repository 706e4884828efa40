using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>
/// A finished multinomial logistic regression on standardised features, for example scikit-learn's <c>StandardScaler</c> and
/// <c>LogisticRegression</c>: logits = weights · (features − mean) / scale + bias, features being the mean of each channel, or
/// whatever else its head reads.
/// </summary>
public sealed record LinearFit
{
    /// <summary>Keeps the numbers, checked.</summary>
    /// <param name="mean">One a feature.</param>
    /// <param name="scale">One a feature, above 0: the deviation that features are divided by.</param>
    /// <param name="weights">One row a class, one column a feature.</param>
    /// <param name="bias">One a class.</param>
    /// <exception cref="EmblemException">The sizes do not agree, a number is not finite, or a scale is not above 0.</exception>
    public LinearFit(IReadOnlyList<float> mean, IReadOnlyList<float> scale, IReadOnlyList<IReadOnlyList<float>> weights, IReadOnlyList<float> bias)
    {
        if (scale.Count != mean.Count || weights.Count != bias.Count || weights.Any(row => row.Count != mean.Count))
        {
            throw new EmblemException(
                $"A linear fit has as many scales as means and a row of as many weights for each bias; got {mean.Count} means, {scale.Count} scales, "
                + $"{bias.Count} biases and rows of {string.Join(", ", weights.Select(row => row.Count))} weights.");
        }

        if (!mean.Concat(bias).Concat(weights.SelectMany(row => row)).All(float.IsFinite) || !scale.All(value => float.IsFinite(value) && value > 0))
            throw new EmblemException("A linear fit has finite numbers and scales above 0; give a feature that never varies the scale 1.");
        (Mean, Scale, Weights, Bias) = (mean, scale, weights, bias);
    }

    /// <summary>One a feature.</summary>
    public IReadOnlyList<float> Mean { get; private init => field = Listing.Of(value); }

    /// <summary>One a feature, above 0.</summary>
    public IReadOnlyList<float> Scale { get; private init => field = Listing.Of(value); }

    /// <summary>One row a class, one column a feature.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Weights { get; private init => field = Listing.Of(value); }

    /// <summary>One a class.</summary>
    public IReadOnlyList<float> Bias { get; private init => field = Listing.Of(value); }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
