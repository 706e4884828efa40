using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>Makes a <see cref="RunComparison"/>.</summary>
internal sealed class RunComparing(string? pictures, RunTeller teller, CancellationToken stop)
{
    public RunComparison Run(TrainingPlan first, TrainingPlan second)
    {
        Answers one = Ask(first);
        Answers other = Ask(second);
        if (!one.Classes.Order(StringComparer.Ordinal).SequenceEqual(other.Classes.Order(StringComparer.Ordinal)))
        {
            throw new EmblemException(
                $"The runs tell different classes apart, so their answers do not compare: {first.Folder.Path} knows {string.Join(", ", one.Classes)}; "
                + $"{second.Folder.Path} knows {string.Join(", ", other.Classes)}.");
        }

        string[] common = [.. one.Right.Keys.Where(other.Right.ContainsKey)];
        if (common.Length == 0)
        {
            throw new EmblemException(
                "No picture judges in both runs: what taught one tells nothing of it. Train both on the same folder with the same seed and shares, or give "
                + "labelled pictures that taught neither.");
        }

        RequireNeitherLearned(common, one, other);
        string[] onlyOne = [.. common.Where(path => one.Right[path] && !other.Right[path])];
        string[] onlyOther = [.. common.Where(path => other.Right[path] && !one.Right[path])];
        return new RunComparison(
            first.Folder.Path,
            second.Folder.Path,
            ScoreInterval.Wilson(common.Count(path => one.Right[path]), common.Length),
            ScoreInterval.Wilson(common.Count(path => other.Right[path]), common.Length),
            new McNemar(onlyOne.Length, onlyOther.Length, common.Length),
            common.Any(path => one.Chose.Contains(path) || other.Chose.Contains(path)))
        {
            OnlyFirst = [.. onlyOne.Select(path => one.Names[path])],
            OnlySecond = [.. onlyOther.Select(path => one.Names[path])],
        };
    }

    private static void RequireNeitherLearned(string[] common, Answers one, Answers other)
    {
        if (common.Count(path => one.Taught.Contains(path) || other.Taught.Contains(path)) is > 0 and var taught)
            throw new EmblemException($"{taught} of the {common.Length} pictures taught one of the runs, which it knows by heart. Give pictures that taught neither.");
    }

    private Answers Ask(TrainingPlan plan)
    {
        using Learner learner = RunModel.Open(plan, teller, stop);
        ImageSplit split = learner.Data!.Split;
        LabelledImage[] items = pictures is null
            ? [.. split.Validation.Concat(split.Test)]
            : [.. new LabelledImages(split.Classes, []).Relabelled(ImageFolder.Open(pictures, plan.ClassFolder).LabelByFolder())];
        teller.Begin($"asking {plan.Folder.Path}", items.Length);
        ScoredBatch scored = learner.GetPredictions(items, stop);
        return new Answers(
            split.Classes,
            items.Index().ToDictionary(item => item.Item.Path, item => scored.IsRight(item.Index), StringComparer.Ordinal),
            items.ToDictionary(item => item.Path, item => item.Name, StringComparer.Ordinal),
            [.. split.Training.Select(item => item.Path)],
            plan.Recipe.FineTune is null ? [] : [.. split.Validation.Select(item => item.Path)]);
    }

    private sealed record Answers(
        IReadOnlyList<string> Classes, Dictionary<string, bool> Right, Dictionary<string, string> Names, HashSet<string> Taught, HashSet<string> Chose);
}
