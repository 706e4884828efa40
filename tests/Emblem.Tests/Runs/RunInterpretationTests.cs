using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

/// <summary>A run with folds is looked at again with each kind of pictures, and answers as its saved file does.</summary>
public sealed class RunInterpretationTests
{
    [Fact]
    public async Task AnyPicturesAreJudgedAsTheSavedModelAnswers()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using var drawn = new DrawnClasses(each: 24);
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head, folds: 2) with { WantedPrecision = 0.6 };
        using Learner likeTheRuns = drawn.Learner(head: TrainingRecipes.Head.Head!.ToChoice());
        TensorLeakGuard.Count(likeTheRuns.Model, times: 6);
        TrainingResult done = await TrainingRun.ExecuteAsync(plan, null, stop);
        AnswerRule rule = done.Answers!.Rule!;

        RunInterpretation validation = await TrainingRun.InterpretAsync(plan, stop: stop);
        RunInterpretation folds = await TrainingRun.InterpretAsync(plan, JudgedPictures.Folds, stop: stop);
        RunInterpretation same = await TrainingRun.InterpretAsync(plan, JudgedPictures.In(drawn.Folder), stop: stop);
        EmblemException noTest = await Assert.ThrowsAsync<EmblemException>(() => TrainingRun.InterpretAsync(plan, JudgedPictures.Test, stop: stop));

        Assert.Equal((HeldOut.Folds, 48), (rule.FittedOn, rule.Pictures));
        using WeightsFile saved = WeightsFile.Open(plan.Folder.Best);
        Assert.Equal(rule, ModelMetadata.Read(saved).Answers);
        Assert.Equal(rule, validation.Answers);
        Assert.All(done.Validation.Scored.Probabilities.Zip(validation.Interpretation.Scored.Probabilities), pair => Assert.InRange(pair.First - pair.Second, -1e-6f, 1e-6f));
        Assert.True(validation.ChoseTheAnswers);
        Assert.Equal(done.CrossValidation!.Scored.AtTemperature(rule.Temperature).Probabilities, folds.Interpretation.Scored.Probabilities);
        Assert.Equal(done.CrossValidation.Pooled, folds.Score.Answers);
        Assert.All(folds.Interpretation.TopLosses, loss => Assert.Null(loss.View));
        Assert.Equal((48, true), (same.Interpretation.Scored.Count, same.Score.IsOptimistic));
        Assert.False(same.ChoseTheAnswers);
        Assert.Contains("no test pictures", noTest.Message, StringComparison.Ordinal);
    }

    /// <summary>A learner computes with the temperature 1 whatever its saved file says; training on makes the rule void.</summary>
    [Fact]
    public void ALearnerAnswersAsItIsAndItsFileByTheRule()
    {
        using var drawn = new DrawnClasses();
        using Learner learner = drawn.Learner();
        var rule = new AnswerRule(2, 0.6, 0.95, HeldOut.OutOfFold, 100);
        ScoredBatch before = learner.GetPredictions();
        string path = drawn.Create("ruled.safetensors");

        learner.Answers = rule;
        learner.Save(path);

        Assert.Equal(before.Probabilities, learner.GetPredictions().Probabilities);
        learner.FitOneCycle(1, 1e-3, stop: TestContext.Current.CancellationToken);
        Assert.Null(learner.Answers);
        learner.Load(path);
        Assert.Equal(rule, learner.Answers);
        Assert.Throws<ArgumentException>(() => learner.Answers = rule with { Temperature = 0 });
        Assert.Null(learner.Calibrate(stop: TestContext.Current.CancellationToken).Rule);
        Assert.Null(learner.Answers);
    }
}
