using System.CommandLine;
using Emblem.Cli.Commands;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Losses;
using Emblem.Training.Mixing;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Commands;

public sealed class TrainingArgumentsTests
{
    [Fact]
    public void NothingGivenIsFastAisTraining()
    {
        TrainingChoices choices = Read("");
        LearnerOptions options = choices.AddTo(new LearnerOptions { WeightDecay = 0.3 }, null!);

        Assert.Equal((0, null), (Assert.IsType<CrossEntropy>(options.Loss).Smoothing, options.Loss.ClassWeights));
        Assert.Equal((null, null, 1, 0.3), (options.Mixing, options.MaxGradientNorm, options.AccumulatedBatches, options.WeightDecay));
        Assert.Equal(["accuracy", "error_rate"], choices.CreateMetrics().Select(metric => metric.Name));
        Assert.Empty(choices.CreateCallbacks(new RunFolder("run"), new RunTeller(null, TimeProvider.System)));
    }

    [Fact]
    public void OptionsWithoutTheirNumberTakeTheUsualOne()
    {
        TrainingChoices choices = Read("--label-smoothing --mixup --ema --early-stop --tensorboard --time-budget 2");
        LearnerOptions options = choices.AddTo(new LearnerOptions(), null!);

        Assert.Equal(0.1, Assert.IsType<CrossEntropy>(options.Loss).Smoothing);
        Assert.Equal(0.4, Assert.IsType<Mixup>(options.Mixing).Alpha);
        Assert.Equal((0.999, 3), (choices.Ema, choices.EarlyStop));
        Assert.Equal(
            [typeof(AveragedWeights), typeof(EarlyStopping), typeof(TimeBudget), typeof(TensorBoardLog)],
            choices.CreateCallbacks(new RunFolder("run"), new RunTeller(null, TimeProvider.System)).Select(callback => callback.GetType()));
    }

    [Fact]
    public void NumbersArriveWhereTheyAreUsed()
    {
        TrainingChoices choices = Read("--loss focal --cutmix 0.7 --clip 0.5 --accumulate 4 --metrics f1,top-3,roc-auc");
        LearnerOptions options = choices.AddTo(new LearnerOptions(), null!);

        Assert.Equal(2, Assert.IsType<FocalLoss>(options.Loss).Gamma);
        Assert.Equal(0.7, Assert.IsType<CutMix>(options.Mixing).Alpha);
        Assert.Equal((0.5, 4), (options.MaxGradientNorm, options.AccumulatedBatches));
        Assert.Equal(["accuracy", "f1", "top_3_accuracy", "roc_auc"], choices.CreateMetrics().Select(metric => metric.Name));
    }

    [Theory]
    [InlineData("--mixup 0", "--mixup takes a number from 0.001 to 1000, got '0'.")]
    [InlineData("--mixup --cutmix", "--mixup and --cutmix were both given")]
    [InlineData("--loss focal --label-smoothing", "--label-smoothing goes with --loss cross-entropy")]
    [InlineData("--metrics accuracy,acuracy", "--metrics knows no 'acuracy'")]
    [InlineData("--metrics top-0", "--metrics knows no 'top-0'")]
    [InlineData("--clip 0", "--clip takes a number above 0, got 0.")]
    [InlineData("--time-budget -1", "--time-budget takes a number above 0, got -1.")]
    [InlineData("--early-stop 1.5", "--early-stop takes a whole number")]
    public void WhatDoesNotFitIsRefused(string line, string message) =>
        Assert.Contains(Parse(line).Parsed.Errors, error => error.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void OptionsFileKeepsThemAll()
    {
        using var drawn = new DrawnClasses(each: 2);
        TrainingChoices choices = Read("--loss focal --class-weights balanced --cutmix --clip 1 --accumulate 2 --ema --early-stop 5 --time-budget 1.5 --tensorboard --metrics f1");
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head) with { Training = choices };

        plan.Write();
        TrainingPlan read = TrainingPlan.Read(plan.Folder);

        Assert.Equal(choices with { Metrics = [] }, read.Training with { Metrics = [] });
        Assert.Equal(["f1"], read.Training.Metrics);
        Assert.Equal(
            plan with { Training = choices, Compute = read.Compute, Workers = read.Workers },
            read with { Training = choices, Start = plan.Start, Folder = plan.Folder });
        Assert.Equal(plan.Compute.CpuFeatures, read.Compute.CpuFeatures);
        Assert.Equal(plan.Compute with { CpuFeatures = [], SetsThreads = true }, read.Compute with { CpuFeatures = [] });
    }

    private static TrainingChoices Read(string line)
    {
        (TrainingArguments arguments, ParseResult parsed) = Parse(line);
        Assert.Empty(parsed.Errors);
        return arguments.Read(parsed);
    }

    private static (TrainingArguments Arguments, ParseResult Parsed) Parse(string line)
    {
        var command = new Command("train");
        TrainingArguments arguments = new TrainingArguments().AddTo(command);
        return (arguments, command.Parse(line));
    }
}
