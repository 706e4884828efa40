using System.Globalization;
using System.Text.Json.Serialization;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Training.Recipes;

/// <summary>
/// A head fitted at once: the frozen body sees each training picture a fixed number of times, and a multinomial logistic regression is fitted on
/// the standardised features. Equal when all values are equal.
/// </summary>
public sealed record HeadRecipe
{
    /// <summary>
    /// Stages of the body whose features the regression is fitted on, counted from the last back: at least 1, which is the default; every
    /// network of the catalogue has 4 or more. Costs no further pass.
    /// </summary>
    public int Stages { get; init => field = AtLeast(1, value); } = 1;

    /// <summary>What is read of each feature's map; the mean by default.</summary>
    public HeadPooling Pooling { get; init; } = HeadPooling.Mean;

    /// <summary>
    /// Views of each training picture, at least 1: the plain one, then views that augmentation changes. 1 by default; each more costs one pass of
    /// the body over all pictures.
    /// </summary>
    public int Views { get; init => field = AtLeast(1, value); } = 1;

    /// <summary>
    /// The values of scikit-learn's <c>C</c>, the inverse strength of the penalty on large weights, of which cross-validation chooses one;
    /// 0.001, 0.01, 0.1 and 1 by default.
    /// </summary>
    [JsonPropertyName("strengths")]
    public IReadOnlyList<double> Cs { get; init => field = Listing.Of(Checked(value)); } = Listing.Of<double>([0.001, 0.01, 0.1, 1]);

    /// <summary>Folds of the cross-validation, at least 2; 4 by default.</summary>
    public int Folds { get; init => field = AtLeast(2, value); } = 4;

    /// <summary>The head that is fitted, for <see cref="LearnerOptions.Head"/>.</summary>
    public HeadChoice ToChoice() => HeadChoice.LinearOf(Stages, Pooling);

    /// <summary>True when all values are equal.</summary>
    public bool Equals(HeadRecipe? other) =>
        other is not null && (Stages, Pooling, Views, Folds) == (other.Stages, other.Pooling, other.Views, other.Folds) && Cs.SequenceEqual(other.Cs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Stages, Pooling, Views, Folds, Cs.Count);

    /// <summary>In words that are equal where all values are.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"head of {Stages} stages, {Pooling}, {Views} views, C of {string.Join(" ", Cs.Select(c => c.ToString("R", CultureInfo.InvariantCulture)))}, {Folds} folds");

    private static int AtLeast(int least, int value) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"Expected at least {least}.");

    private static IReadOnlyList<double> Checked(IReadOnlyList<double> cs) =>
        cs.Count > 0 && cs.All(c => c > 0 && double.IsFinite(c))
            ? [.. cs.Distinct().Order()]
            : throw new ArgumentException($"The values of C are finite numbers above 0, one at least; got {string.Join(", ", cs)}.");
}
