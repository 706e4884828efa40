namespace Emblem.Export;

/// <summary>What an engine makes of prepared views.</summary>
/// <param name="Probabilities">[rows, classes].</param>
/// <param name="Novelties">One a row, as <see cref="ModelFiles.KnownFeatures.NoveltyOf"/> gives them; none where the model cannot tell.</param>
internal sealed record ScoredRows(float[] Probabilities, double[] Novelties)
{
    /// <summary>Of no views.</summary>
    public static ScoredRows None { get; } = new([], []);
}
