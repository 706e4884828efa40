using System.CommandLine;
using Emblem.Cli.Commands;
using Emblem.Data;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Commands;

/// <summary>A verb takes the options that change what it does, all of them and no others.</summary>
public sealed class VerbOptionsTests
{
    // Stands for a saved model's file.
    private const string Model = "MODEL";

    // A recipe's file that searches for rates: what an option can take away.
    private static readonly Lazy<string> Searching = new(() =>
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.json");
        (TrainingRecipes.FineTune with { FineTune = new FineTuneRecipe { FindRates = true } }).Write(file);
        return file;
    });

    private static readonly string Table = Written("emblem-verb-options.csv", "file,label,kind\n1.jpg,a,train\n");
    private static readonly string Decisions = Written("emblem-verb-corrections.csv", "picture_file,label,action\n1.jpg,a,remove\n");

    // For each option another value than the usual one. Some count only beside another: that comes with it.
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["--valid-fraction"] = "0.3",
        ["--valid"] = "elsewhere",
        ["--test-fraction"] = "0.1",
        ["--test"] = "elsewhere",
        ["--class-folder"] = "last",
        ["--strict"] = "",
        ["--labels"] = Table,
        ["--label-regex"] = "(x)",
        ["--corrections"] = Decisions,
        ["--file-column"] = $"1 --labels {Table}",
        ["--label-column"] = $"2 --labels {Table}",
        ["--set-column"] = $"3 --labels {Table}",
        ["--folds"] = "3",
        ["--sure"] = "0.9",
        ["--arch"] = "resnet34 --weights none",
        ["--weights"] = "none",
        ["--from"] = Model,
        ["--size"] = "96",
        ["--batch-size"] = "5",
        ["--resize"] = "pad",
        ["--resampling"] = "box",
        ["--recipe"] = "finetune",
        ["--epochs"] = "3",
        ["--unfrozen-epochs"] = "7",
        ["--lr"] = "0.01",
        ["--unfrozen-lr"] = "1e-4",
        ["--find"] = "",
        ["--no-find"] = $"--recipe {Searching.Value}",
        ["--find-steps"] = "40",
        ["--frozen-norm"] = "train",
        ["--freeze-before"] = "1",
        ["--wd"] = "0.1",
        ["--flip"] = "",
        ["--augment"] = "web",
        ["--balanced"] = "",
        ["--ignore-exif"] = "",
        ["--seed"] = "9",
        ["--device"] = "",
        ["--precision"] = "",
        ["--threads"] = "1",
        ["--no-kernel-check"] = "",
        ["--loss"] = "focal",
        ["--label-smoothing"] = "0.2",
        ["--class-weights"] = "balanced",
        ["--mixup"] = "",
        ["--cutmix"] = "",
        ["--metrics"] = "f1",
        ["--clip"] = "1",
        ["--accumulate"] = "2",
        ["--norms-per-rank"] = "",
        ["--ema"] = "",
        ["--early-stop"] = "",
        ["--time-budget"] = "5",
        ["--tensorboard"] = "",
    };

    // What a machine may or may not have another value for, and what changes the speed alone.
    private static readonly string[] NotCompared = ["--device", "--precision", "--workers", "--checkpoint-minutes", "--resume", "--events", "--json", "--verbose"];

    public static TheoryData<string> Verbs => ["train", "find-rate", "show"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task EachAcceptedOptionChangesWhatTheVerbDoes(string verb)
    {
        using var drawn = new DrawnClasses();
        TensorLeakGuard.CountMadeInside(Architectures.ResNet18);
        string model = drawn.SaveModel("resnet18");
        string usual = await DoneAsync(verb, "");
        var idle = new List<string>();
        foreach (string option in Accepted(verb).Except(NotCompared))
        {
            Assert.True(Values.ContainsKey(option), $"{option} is new: give it a value here.");
            string beside = option == "--no-find" ? await DoneAsync(verb, Values[option])
                : option.EndsWith("-column", StringComparison.Ordinal) ? await DoneAsync(verb, $"--labels {Table}")
                : usual;
            if (await DoneAsync(verb, $"{option} {Values[option].Replace(Model, model, StringComparison.Ordinal)}") == beside)
                idle.Add(option);
        }

        Assert.Empty(idle);
    }

    [Theory]
    [InlineData("find-rate", "--folds 3")]
    [InlineData("find-rate", "--tensorboard")]
    [InlineData("find-rate", "--ema")]
    [InlineData("show", "--mixup")]
    [InlineData("show", "--batch-size 4")]
    [InlineData("show", "--threads 1")]
    public void WhatAVerbWouldIgnoreItRefuses(string verb, string option) => Assert.NotEmpty(Create(verb).Command.Parse($"DIR {option}").Errors);

    /// <summary>The same arguments settle to the same pictures and the same head, whichever verb they are given to.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("--weights none")]
    [InlineData("--recipe finetune --size 64")]
    [InlineData("--epochs 2 --resize pad")]
    public async Task AllVerbsSettleAlike(string line)
    {
        TrainingPlan train = await SettleAsync("train", line);
        TrainingPlan find = await SettleAsync("find-rate", line);
        TrainingPlan show = await SettleAsync("show", line);

        Assert.Equal(Pictures(train), Pictures(show));
        Assert.Equal(Pictures(train), Pictures(find));
        Assert.Equal((train.Architecture, train.Weights, train.Recipe.Head), (find.Architecture, find.Weights, find.Recipe.Head));
    }

    /// <summary>All that decides what a verb does, as text.</summary>
    private static async Task<string> DoneAsync(string verb, string line)
    {
        TrainingPlan plan = await SettleAsync(verb, line);
        string done = $"{plan.Data} {plan.Valid} {plan.ValidFraction} {plan.TestFraction} {plan.Test} {plan.ClassFolder} {plan.Labels} {plan.Corrections} {plan.IsStrict} {plan.Seed} {Pictures(plan)}";
        if (verb == "show")
            return done;
        TrainingChoices choices = plan.Training;
        done += $" {plan.BatchSize} {plan.Architecture} {plan.Weights} {plan.Recipe.Head?.Stages} {plan.Recipe.FineTune?.FrozenNorm} {plan.Recipe.FineTune?.SearchSteps}"
            + $" {plan.Recipe.FineTune?.FreezeBefore} {plan.Recipe.FineTune?.WeightDecay}"
            + $" {choices.Loss} {choices.LabelSmoothing} {choices.BalancesClasses} {choices.Mixup} {choices.Cutmix} {choices.Clip} {choices.Accumulate}"
            + $" {plan.Compute.Threads} {plan.Compute.ChecksKernels}";
        return verb == "find-rate" ? done : $"{done} {plan.Recipe} {plan.Folds} {plan.WantedPrecision} {choices} {string.Join(",", choices.Metrics)}";
    }

    private static string Written(string name, string text)
    {
        string path = Path.Combine(Path.GetTempPath(), name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Pictures(TrainingPlan plan)
    {
        BatchOptions options = plan.Batches;
        return $"{options.ImageSize} {options.Resize} {options.Resampling} {string.Join(",", options.Augment.Select(change => change.ToString()))} {plan.Flip} "
            + $"{options.Sampling} {options.Orientation} {options.Seed}";
    }

    private static Task<TrainingPlan> SettleAsync(string verb, string line)
    {
        (Command command, RunArguments arguments) = Create(verb);
        ParseResult parsed = command.Parse($"DIR {line}");
        Assert.True(parsed.Errors.Count == 0, string.Join("; ", parsed.Errors.Select(error => error.Message)));
        return arguments.Read(parsed, "DIR").SettleAsync(stop: TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Accepted(string verb) => Create(verb).Command.Options.Select(option => option.Name);

    private static (Command Command, RunArguments Arguments) Create(string verb)
    {
        var command = new Command(verb) { new Argument<string>("DIR") };
        RunArguments arguments = verb switch
        {
            "show" => RunArguments.ForShowing(),
            "find-rate" => RunArguments.ForRateSearch(),
            _ => RunArguments.ForTraining(),
        };
        return (command, arguments.AddTo(command));
    }
}
