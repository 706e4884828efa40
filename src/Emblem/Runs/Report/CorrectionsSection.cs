using Emblem.Data;
using Emblem.Foundation;
using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>The decisions on labels that the run was begun with.</summary>
internal static class CorrectionsSection
{
    private const int Most = 100;

    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("corrections", "Corrections that were applied");
        Correction[] decided = [.. report.Corrections];
        if (decided.Length == 0)
            return section.Say(report.Plan.Corrections is null ? "The run was begun with the labels as they are: no corrections were given." : report.Why("the corrections") is { } reason ? $"The corrections cannot be read: {reason}" : "The table of corrections had no decision in it.");
        int relabelled = decided.Count(line => line.Action == CorrectionAction.Relabel);
        int removed = decided.Count(line => line.Action == CorrectionAction.Remove);
        return section
            .Say($"{ValueText.Count(relabelled, "picture")} had another label, {ValueText.Count(removed)} {(removed == 1 ? "was" : "were")} left out and {ValueText.Count(decided.Length - relabelled - removed)} kept as labelled. No file was changed.")
            .Fold("The decisions", inner => inner.Table(
                "Decisions on labels",
                ["picture", "label", "decision", "new label"],
                [.. decided.Select(line => (string[])[line.PictureFile, line.Label, line.Action.ToString().ToLowerInvariant(), line.Action == CorrectionAction.Relabel ? line.NewLabel ?? line.SuggestedLabel ?? "" : ""])],
                Most));
    }
}
