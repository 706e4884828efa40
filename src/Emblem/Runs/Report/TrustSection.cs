using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Reporting;
using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>What its probabilities are worth, and from which on to take an answer.</summary>
internal static class TrustSection
{
    // A mean distance up to this is what few pictures show of a perfect model.
    private const double SmallError = 0.05;

    private static readonly double[] Thresholds = [0.5, 0.7, 0.8, 0.9, 0.95, 0.99];

    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("trust", "Calibration and when to abstain");
        if (report.Judged is not { } judged)
            return section.Lack("What its probabilities are worth cannot be told without pictures of known classes.");
        Calibration calibration = judged.Calibration;
        string off = $"On average what it says and what is right are {ReportWords.Percent(calibration.Error)} apart ({ReportWords.Percent(calibration.ErrorLow)} to {ReportWords.Percent(calibration.ErrorHigh)})";
        string bias = Bias(judged);
        section.Say($"{off}: {(calibration.Error <= SmallError ? "its probabilities can be taken at their word." : $"take them with a grain of salt. {bias}")}{(judged.Scored.Count < ReportWords.FewPictures ? " With so few pictures most of that is chance." : "")}");
        section.Charts(
            (PageChart.Of(ReliabilityChart.Plot(calibration)), "Reliability.", calibration.Error <= SmallError ? "The points lie near the line on which it is as often right as it says." : bias),
            (PageChart.Of(CoverageChart.Plot(judged.Coverage, judged.Abstain)), "Answers and their precision.", Coverage(judged)));
        section.Table(
            $"What a threshold would do, on the {judged.Name} pictures",
            ["answers from", "pictures answered", "of those right"],
            [.. Thresholds.Select(threshold => Row(judged, threshold))]);
        section.Say($"A threshold that is read off these pictures is a little too good; the interval of the sentence above is not, since each tenth of the pictures was answered by the threshold of the others.");
        section.Head("What the model does by itself").Say(Rule(report.Model?.Answers));
        if (report.Model?.Novelty is { } rule)
            section.Head("Neither of them").Say($"Pictures of something else entirely are told by how far they are from those that taught ({rule}): 'emblem predict' shows that as their novelty, and above 1 they are probably of no class.");
        else if (report.Model is not null)
            section.Head("Neither of them").Say("Too few pictures differ to tell pictures of something else entirely: it will call each of them one of its classes.");
        return section;
    }

    private static string Rule(AnswerRule? answers) => answers switch
    {
        null => "It answers every picture: too few were left to choose by when it should rather say that it is unsure.",
        { Threshold: > 0 } => $"It calls a picture unsure where no class has {ReportWords.Short(answers.Threshold)}, so that {ReportWords.Percent(answers.WantedPrecision)} of its answers are right; that was chosen on {answers.By}{Tempered(answers)}.",
        { WantedPrecision: > 0 } => $"It answers every picture: on {answers.By} that is right {ReportWords.Percent(answers.WantedPrecision)} of the time already, or no threshold would make it so{Tempered(answers)}.",
        _ => $"It answers every picture, as was asked for{Tempered(answers)}.",
    };

    private static string Tempered(AnswerRule answers) => answers.Temperature == 1 ? "" : $"; its probabilities are made {(answers.Temperature > 1 ? "less" : "more")} sure by a temperature of {ReportWords.Short(answers.Temperature)}";

    private static string Bias(ReportedSet judged)
    {
        double said = judged.Calibration.Bins.Where(bin => bin.Confidence is not null).Sum(bin => bin.Confidence!.Value * bin.Accuracy.Count) / Math.Max(1, judged.Scored.Count);
        double right = judged.Score.Answers.Score;
        return said > right
            ? $"It is too sure of itself: on average it says {ReportWords.Percent(said)} and is right {ReportWords.Percent(right)} of the time."
            : $"It is too modest: on average it says {ReportWords.Percent(said)} and is right {ReportWords.Percent(right)} of the time.";
    }

    private static string Coverage(ReportedSet judged) => judged.Abstain is { IsReachable: true } abstain
        ? $"From a probability of {ReportWords.Short(abstain.Threshold)} on, {ReportWords.Percent(abstain.Coverage.Score)} of new pictures would get an answer and {ReportWords.Percent(abstain.Precision.Score)} of those be right ({ReportWords.Range(abstain.Precision)})."
        : $"No threshold makes its answers right {ReportWords.Percent(ReportedSet.WantedPrecision)} of the time.";

    private static string[] Row(ReportedSet judged, double threshold) => judged.Coverage.Points.LastOrDefault(point => point.Threshold >= threshold) is { } at
        ? [ReportWords.Short(threshold), ReportWords.WithRange(at.Coverage), ReportWords.WithRange(at.Precision)]
        : [ReportWords.Short(threshold), "none", ""];
}
