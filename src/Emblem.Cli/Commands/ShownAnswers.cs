using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Reporting;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary>The answers that a person sees of many: the first ones, and what all come to.</summary>
internal sealed class ShownAnswers(CommandOutput output)
{
    private const int ShownRows = 20;

    private readonly List<Prediction> _kept = [];
    private double _threshold;

    /// <summary>All answers, where JSON is to show them; else those that are shown.</summary>
    public IReadOnlyList<Prediction> Kept => _kept;

    public void Add(GivenPicture picture, Prediction answer)
    {
        _threshold = Math.Max(_threshold, answer.Threshold);
        if (output.IsJson || output.IsVerbose || _kept.Count < ShownRows)
            _kept.Add(answer);
    }

    public void Print(PredictionTally tally)
    {
        if (tally.Resumed > 0)
            output.Line($"Of {tally.Count} pictures {tally.Resumed} were answered before: an interrupted prediction was gone on with.");
        int shown = output.IsVerbose ? _kept.Count : Math.Min(ShownRows, _kept.Count);
        bool tells = _kept.Any(prediction => prediction.Novelty is not null);
        output.Table(
            ["picture", "prediction", "probability", .. tells ? ["novelty"] : (string[])[]],
            [
                .. _kept.Take(shown).Select(prediction => (string[])
                [
                    prediction.File,
                    prediction.IsNeither ? $"neither ({prediction.Label})" : prediction.IsUnsure ? $"unsure ({prediction.Label})" : prediction.Label ?? $"({prediction.Reason})",
                    prediction.Label is null ? "" : ProbabilityText.Number(prediction.Confidence),
                    .. tells ? [prediction.Novelty?.ToString("0.00", CultureInfo.InvariantCulture) ?? ""] : (string[])[],
                ]),
            ]);
        if (shown < tally.Count)
            output.Line($"… and {tally.Count - shown} more; -v shows all, --csv keeps them.");
        if (tally.Neither > 0)
            output.Line($"{tally.Neither} of {tally.Count} pictures are like none that the model learned from (novelty above 1), so probably neither of its classes; in brackets is the class that they are most like, which scores count.");
        if (tally.Unsure > 0)
            output.Line($"{tally.Unsure} of {tally.Count} pictures are unsure (a probability below {_threshold.ToString("0.000", CultureInfo.InvariantCulture)}): answers to such are wrong too often; in brackets is the class that it would be, which scores count.");
        if (tally.Unread > 0)
            output.Warning($"{tally.Unread} of {tally.Count} files could not be read; their rows say why.");
        if (tally.Score is { } known)
            output.Line($"Accuracy by the folders' names: {new RunScore(known, IsOptimistic: false)}");
        if (tally.AnsweredScore is { } sure && sure.Count < tally.Count)
            output.Line($"Of the pictures that it answers: {new RunScore(sure, IsOptimistic: false)}");
    }
}
