using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>
/// Which labels are likely wrong, by confident learning (Northcutt, Jiang and Chuang 2021): a class is believed where its probability is at least the mean that its
/// own pictures give it, so that a model which is unsure of all of a class accuses none of them.
/// </summary>
public static class LabelErrors
{
    /// <summary>All pictures, the most suspect first.</summary>
    /// <param name="outOfFold">Probabilities from trainings that had not seen the picture: others only repeat the label.</param>
    /// <returns>Those whose label is contradicted before all others, each group by the probability of the given label, lowest first; of equals the first.</returns>
    public static IReadOnlyList<SuspectLabel> Rank(ScoredBatch outOfFold)
    {
        double[] thresholds = Thresholds(outOfFold);
        return Listing.Of<SuspectLabel>(
        [
            .. Enumerable.Range(0, outOfFold.Count).Where(i => outOfFold.Predicted(i) >= 0).Select(i => Judge(outOfFold, i, thresholds))
                .OrderByDescending(suspect => suspect.IsContradicted).ThenBy(suspect => suspect.SelfConfidence).ThenBy(suspect => suspect.Picture),
        ]);
    }

    /// <summary>How many pictures of each given class (rows) are believed to be of each class (columns): the confident joint.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> ConfidentJoint(ScoredBatch outOfFold)
    {
        double[] thresholds = Thresholds(outOfFold);
        int[][] joint = [.. Enumerable.Range(0, outOfFold.Classes).Select(_ => new int[outOfFold.Classes])];
        for (int i = 0; i < outOfFold.Count; i++)
        {
            if (Believed(outOfFold, i, thresholds) is { } believed)
                joint[outOfFold.Actual[i]][believed]++;
        }

        return Listing.Of<IReadOnlyList<int>>([.. joint.Select(row => Listing.Of<int>(row))]);
    }

    /// <summary>The mean probability of each class over the pictures that are given it; infinite for one without pictures, which is then never believed.</summary>
    internal static double[] Thresholds(ScoredBatch scored) =>
    [
        .. Enumerable.Range(0, scored.Classes).Select(ofClass => Enumerable.Range(0, scored.Count)
            .Where(i => scored.Actual[i] == ofClass && scored.Predicted(i) >= 0)
            .Select(i => (double)scored.Probability(i, ofClass)).DefaultIfEmpty(double.PositiveInfinity).Average()),
    ];

    private static SuspectLabel Judge(ScoredBatch scored, int picture, double[] thresholds)
    {
        int given = scored.Actual[picture];
        int? believed = Believed(scored, picture, thresholds);

        // A class whose pictures the model knows badly is believed early: where the label is the most probable class all the same, it stands.
        bool isContradicted = believed is not null && believed != given && scored.Predicted(picture) != given;
        int suggested = isContradicted ? believed!.Value : scored.Predicted(picture);
        return new SuspectLabel(picture, given, suggested, scored.Probability(picture, given), scored.Probability(picture, suggested), isContradicted);
    }

    /// <summary>The most probable of the classes that reach their thresholds; null where none does.</summary>
    private static int? Believed(ScoredBatch scored, int picture, double[] thresholds)
    {
        if (scored.Predicted(picture) < 0)
            return null;
        int[] reached = [.. Enumerable.Range(0, scored.Classes).Where(ofClass => scored.Probability(picture, ofClass) >= thresholds[ofClass])];
        return reached.Length == 0 ? null : reached.MaxBy(ofClass => scored.Probability(picture, ofClass));
    }
}

/// <summary>What a model that had not seen a picture makes of its label.</summary>
/// <param name="Picture">Its index.</param>
/// <param name="Given">The class of its label.</param>
/// <param name="Suggested">The class that is believed, else the most probable one; the given one where nothing speaks against it.</param>
/// <param name="SelfConfidence">The probability of the given class.</param>
/// <param name="Confidence">The probability of the suggested one.</param>
/// <param name="IsContradicted">Whether another class is believed, and the label is not the most probable one.</param>
public sealed record SuspectLabel(int Picture, int Given, int Suggested, double SelfConfidence, double Confidence, bool IsContradicted)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"picture {ValueText.Count(Picture)}: class {ValueText.Count(Given)} at {ValueText.Number(SelfConfidence)}, {(IsContradicted ? "contradicted by" : "most probable")} class {ValueText.Count(Suggested)} at {ValueText.Number(Confidence)}";
}
