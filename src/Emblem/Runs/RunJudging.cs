using Emblem.Data;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Reporting;
using Emblem.Training;

namespace Emblem.Runs;

/// <summary>Makes a <see cref="RunInterpretation"/>, and draws it where that is asked for.</summary>
internal sealed class RunJudging(TrainingPlan plan, RunTeller teller, CancellationToken stop)
{
    private const int ShownPictures = 9;

    /// <param name="on">Which pictures.</param>
    /// <param name="pictures">A folder to draw into; null for none.</param>
    /// <param name="heatmaps">Whose evidence is drawn over the hardest pictures.</param>
    /// <param name="detail">How fine it is drawn; <see cref="HeatmapDetail.Usual"/> when null.</param>
    public RunInterpretation Run(JudgedPictures on, string? pictures, HeatmapClasses heatmaps, HeatmapDetail? detail)
    {
        RunInterpretation found = on == JudgedPictures.Folds ? OfFolds() : Ask(on, detail);
        teller.Tell(new ModelInterpreted(found.Interpretation, found.Score) { On = on });
        if (pictures is not null)
            new RunPictures(pictures, teller, heatmaps).DrawInterpretation(found.Interpretation);
        return found;
    }

    private RunInterpretation OfFolds()
    {
        RunFolder folder = plan.Folder;
        CrossValidationResult found = FoldPredictions.Read(folder, plan.Seed);
        AnswerRule? answers = null;
        if (File.Exists(folder.Best))
        {
            using WeightsFile file = WeightsFile.Open(folder.Best);
            answers = ModelMetadata.Read(file).Answers;
        }

        var interpretation = ClassificationInterpretation.Of(found.Classes, found.Names, found.Scored.AtTemperature(answers?.Temperature ?? 1), ShownPictures);
        return new RunInterpretation(JudgedPictures.Folds, interpretation, new RunScore(found.Pooled, IsOptimistic: false), answers);
    }

    private RunInterpretation Ask(JudgedPictures on, HeatmapDetail? detail)
    {
        // A misspelled name is not to be learnt after the model is open and its pictures are divided.
        ImageFolder? folder = on.Folder is null ? null : ImageFolder.Open(on.Folder, plan.ClassFolder);
        using Learner learner = RunModel.Open(plan, teller, stop);
        ImageSplit split = learner.Data!.Split;
        IReadOnlyList<LabelledImage> items = on == JudgedPictures.Validation ? split.Validation : on == JudgedPictures.Test ? split.Test : Others(split, folder!);
        if (items.Count == 0)
            throw new EmblemException($"The run in '{plan.Folder.Path}' has no test pictures of its own. Give a folder of labelled ones.");
        bool isOptimistic = on.Folder is null ? IsChosenBy(on) : KnowsAny(split, items, on.Folder);
        teller.Begin("looking at mistakes", items.Count);
        ClassificationInterpretation found = learner.Interpret(items, learner.Answers?.Temperature ?? 1, ShownPictures, LearnerInterpretation.UsualResults, detail, stop);
        return new RunInterpretation(on, found, new RunScore(found.Accuracy, isOptimistic), learner.Answers);
    }

    /// <summary>Validation pictures choose the epoch, or between a head and its fine-tuning; a head alone is fitted without a look at them.</summary>
    private bool IsChosenBy(JudgedPictures on) => on == JudgedPictures.Validation && plan.Recipe.FineTune is not null;

    private LabelledImage[] Others(ImageSplit split, ImageFolder folder)
    {
        var numbers = split.Classes.Index().ToDictionary(known => known.Item, known => known.Index, StringComparer.Ordinal);
        LabelledImages? given = plan.Labels?.Label(folder);
        foreach (FolderNote note in (given?.Notes ?? folder.Notes).Where(note => note.IsOdd))
            teller.Warn($"{note.Path}: {note.Text}. {note.WhatToDo}");
        (string Name, string Class)[] labelled = given is not null
            ? [.. given.Items.Select(item => (item.Name, given.Classes[item.Label]))]
            : [.. folder.Names.Select(name => (name, folder.PlaceOf(name).Class))];
        LabelledImage[] items = [.. labelled.Where(item => numbers.ContainsKey(item.Class)).Select(item => new LabelledImage(folder.PathOf(item.Name), item.Name, numbers[item.Class]))];
        string known = string.Join(", ", split.Classes.Take(ShownPictures)) + (split.Classes.Count > ShownPictures ? ", …" : "");
        if (items.Length == 0)
            throw new EmblemException($"No picture in '{folder.Root}' has a class that the model knows: {known}. Sort them into folders of these names.");
        if (labelled.Length > items.Length)
            teller.Warn($"{labelled.Length - items.Length} of {labelled.Length} pictures in {folder.Root} have no class that the model knows ({known}); they are left out.");
        return items;
    }

    /// <summary>Whether some of the pictures, or copies of them to the byte, taught the model or chose it.</summary>
    private bool KnowsAny(ImageSplit split, IReadOnlyList<LabelledImage> items, string path)
    {
        IReadOnlyList<LabelledImage> judges = plan.Recipe.FineTune is null ? split.Training : [.. split.Training.Concat(split.Validation)];
        ILookup<long, LabelledImage> byLength = judges.ToLookup(item => new FileInfo(item.Path).Length);
        int known = items.Count(item => byLength[new FileInfo(item.Path).Length].Any(other =>
            other.Path == Path.GetFullPath(item.Path) || ContentHash.OfFile(other.Path) == ContentHash.OfFile(item.Path)));
        if (known > 0)
            teller.Warn($"{known} of {items.Count} pictures in {path} taught the model or chose it: its score on them is optimistic.");
        return known > 0;
    }
}
