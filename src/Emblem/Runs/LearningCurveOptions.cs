using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>How a learning curve is measured.</summary>
public sealed record LearningCurveOptions
{
    /// <summary>The parts of the training pictures that models learn from, each above 0 and at most 1; a quarter, a half, three quarters and all by default.</summary>
    public IReadOnlyList<double> Shares { get; init => field = Listing.Of(Checked(value)); } = Listing.Of<double>([0.25, 0.5, 0.75, 1]);

    /// <summary>Folds, each held out once in a repetition; at least 2, 5 by default. The largest part is all of the others.</summary>
    public int Folds { get; init => field = AtLeast(2, value); } = 5;

    /// <summary>
    /// Divisions into folds and draws of parts, at least 1. By default 5, and 1 where the whole recipe is trained: more of them leave less to the chance of one.
    /// </summary>
    public int? Repeats { get; init => field = value is { } repeats ? AtLeast(1, repeats) : null; }

    /// <summary>
    /// Whether the run's own recipe is trained at every point, its fine-tuning too. By default a head is fitted on the features of the weights that the run
    /// starts with, through which every picture passes once: seconds in place of a training for each part and fold.
    /// </summary>
    public bool TrainsRecipe { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private static int AtLeast(int least, int value) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"Expected at least {least}.");

    private static IReadOnlyList<double> Checked(IReadOnlyList<double> shares) => shares.Count > 0 && shares.All(share => share is > 0 and <= 1)
        ? [.. shares.Distinct().Order()]
        : throw new ArgumentException($"The parts are above 0 and at most 1, and one at least; got {string.Join(", ", shares)}.");
}
