using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>
/// What a run's saved model made of the pictures that judged it, read from <see cref="RunFolder.Predictions"/>: at once, without torch, and without the pictures, which may have
/// gone or changed since.
/// </summary>
public static class RunPredictions
{
    /// <summary>The sets of a run, validation first; none of a run that kept no predictions, as one of an earlier version or one that has not finished.</summary>
    /// <param name="plan">The run's, from <see cref="TrainingPlan.Read"/>.</param>
    /// <exception cref="EmblemException">The table is damaged.</exception>
    public static IReadOnlyList<ReportedSet> Read(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!File.Exists(plan.Folder.Predictions))
            return Listing.Of<ReportedSet>([]);
        (IReadOnlyList<string> classes, IReadOnlyList<ScoredTable.Row> rows) = JudgedPredictions.ReadAll(plan.Folder);
        return Listing.Of<ReportedSet>([.. rows.GroupBy(row => row.Others[0], StringComparer.Ordinal).Select(set => Of(plan, classes, set.Key, [.. set]))]);
    }

    private static ReportedSet Of(TrainingPlan plan, IReadOnlyList<string> classes, string set, ScoredTable.Row[] rows)
    {
        bool isOptimistic = set == JudgedPictures.Validation.Name && plan.Recipe.FineTune is not null;
        return ReportedSet.Of(set, classes, [.. rows.Select(row => row.Name)], JudgedPredictions.Scored(classes, rows), isOptimistic, plan.WantedPrecision);
    }
}
