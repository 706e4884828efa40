using System.Globalization;
using Emblem.Runs;
using Emblem.Studio.Words;
using Emblem.Training.Recipes;

namespace Emblem.Studio.Train;

/// <summary>Runs and recipes in words that need no lesson.</summary>
internal static class RunWords
{
    private const double BytesInMegabyte = 1e6;

    /// <summary>A plain sentence on a recipe; its steps where it is new here.</summary>
    public static string OfRecipe(TrainingRecipe recipe) => recipe.Name switch
    {
        "head" => TrainWords.RecipeHead,
        "finetune" => TrainWords.RecipeFinetune,
        "head+finetune" => TrainWords.RecipeBoth,
        "scratch" => TrainWords.RecipeScratch,
        _ => $"{recipe}",
    };

    /// <summary>A score as one would say it.</summary>
    public static string OfScore(RunScore score) => score.IsOptimistic
        ? Text.Of(TrainWords.ScoreOptimistic, score.Answers.Right, score.Answers.Count, Text.Share(score.Answers.Score))
        : Text.Of(TrainWords.ScoreHonest, score.Answers.Right, score.Answers.Count, Text.Share(score.Answers.Score), Text.Share(score.Answers.Low), Text.Share(score.Answers.High));

    /// <summary>The same in a cell of a table.</summary>
    public static string Short(RunScore? score) => score is null ? "" : score.IsOptimistic
        ? Text.Of(TrainWords.ShortOptimistic, Text.Share(score.Answers.Score))
        : Text.Of(TrainWords.ShortHonest, Text.Share(score.Answers.Score), Text.Share(score.Answers.Low), Text.Share(score.Answers.High));

    public static string Clock(TimeSpan time) => time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture) is var text && text.StartsWith("0.", StringComparison.Ordinal) ? text[2..] : text;

    public static string Megabytes(long bytes) => $"{(bytes / BytesInMegabyte).ToString("0", CultureInfo.InvariantCulture)} MB";

    public static string Number(double? number) => number is { } value && double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "–";

    /// <summary>What the run's state is called.</summary>
    public static string OfState(RunState state) => state switch
    {
        RunState.Going => TrainWords.StateGoing,
        RunState.Finished => TrainWords.StateFinished,
        RunState.Stopped => TrainWords.StateStopped,
        RunState.Failed => TrainWords.StateFailed,
        _ => TrainWords.StateBroken,
    };

    /// <summary>Why it is not going on; null where there is nothing to say.</summary>
    public static string? WhatHappened(StudioRun run) => run.State switch
    {
        RunState.Stopped => TrainWords.HappenedStopped,
        RunState.Failed => run.Story.Ending!.Text,
        RunState.Broken => run.Child?.Ending ?? TrainWords.HappenedBroken,
        _ => null,
    };
}
