using Emblem.Foundation;
using Emblem.Health;

namespace Emblem.Runs.Report;

/// <summary>The one thing that is most worth doing about a model: what makes its scores wrong comes first, then what would make it better, then using it.</summary>
internal static class NextStep
{
    // Where fewer labels than this share look wrong, other things are worth more.
    private const double ManySuspects = 0.01;

    public static string Of(RunReport report) =>
        Broken(report) ?? Conflict(report) ?? Leak(report) ?? Labels(report) ?? TooFewToJudge(report) ?? Small(report) ?? Confused(report) ?? Use(report);

    private static string? Broken(RunReport report) => report.Health is { Broken.Count: > 0 and var broken }
        ? $"Take out or replace {ValueText.Count(broken, "file")} that cannot be read, and train again."
        : null;

    private static string? Conflict(RunReport report) => report.Copies.Count(copies => copies.IsConflict) is > 0 and var conflicts
        ? $"{ValueText.Count(conflicts, "picture")} {(conflicts == 1 ? "lies" : "lie")} under two labels, one of which is wrong: decide with {Review(report)}, then train with its corrections."
        : null;

    private static string? Leak(RunReport report) => report.Copies.Count(copies => copies.IsLeak) is > 0 and var leaks
        ? $"Take {(leaks == 1 ? "the picture" : $"the {ValueText.Count(leaks)} pictures")} out of one side that {(leaks == 1 ? "lies" : "lie")} both in what taught and in what judges: the scores are too good by {(leaks == 1 ? "it" : "them")}."
        : null;

    private static string? Labels(RunReport report)
    {
        if (report.Labels is not { } labels || labels.Pictures.Count < ReportWords.FewPictures)
            return null;
        int contradicted = labels.Pictures.Count(picture => picture is { IsSuspect: true, Suspicion: LabelSuspicion.Contradicted });
        if (contradicted < Math.Max(1, ManySuspects * labels.Pictures.Count))
            return null;
        return $"Look at {(contradicted == 1 ? "the label" : $"the {ValueText.Count(contradicted)} labels")} that a model which had not seen the {(contradicted == 1 ? "picture" : "pictures")} contradicts: "
            + $"{Review(report)}, then train with its corrections.";
    }

    private static string? TooFewToJudge(RunReport report) => ReportSummary.Score(report) is var (score, _) && score.Answers.Count < ReportWords.FewPictures
        ? $"Gather more pictures before anything is concluded: {ValueText.Count(score.Answers.Count)} to judge by leave chance too large a part."
        : null;

    private static string? Small(RunReport report)
    {
        if (report.Health is not { } health)
            return null;
        ClassHealth[] small = [.. health.Classes.Where(found => found.Count < health.Options.FewestPictures).OrderBy(found => found.Count)];
        return small.Length == 0 ? null : $"Gather more pictures of {ReportWords.Join([.. small.Select(found => found.Name)])}: {(small.Length == 1 ? "it has" : "the smallest of them has")} {ValueText.Count(small[0].Count)}.";
    }

    private static string? Confused(RunReport report)
    {
        if (report.Judged is not { } judged || judged.Score.Answers.Score >= judged.WantedPrecision || judged.Confusion.MostConfused(2).FirstOrDefault() is not { } most)
            return null;
        return $"Gather more pictures that show what tells {most.Actual} from {most.Predicted}, since that is what it mistakes most, and train again.";
    }

    private static string Use(RunReport report) => ReportSummary.Score(report) is (var score, _) && score.IsOptimistic
        ? $"Use it: emblem predict {RepeatCommand.Quote(report.Plan.Folder.Path)} PICTURES, and keep some answers that you have checked as a test set."
        : $"Use it: emblem predict {RepeatCommand.Quote(report.Plan.Folder.Path)} PICTURES.";

    private static string Review(RunReport report) => LabelsSection.Command(report);
}
