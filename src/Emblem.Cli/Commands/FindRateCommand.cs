using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Compute;
using Emblem.Reporting;
using Emblem.Training;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem find-rate</c>: the learning-rate range test alone, everything unfrozen as the notebook runs it.</summary>
internal static class FindRateCommand
{
    private const int FastAiSteps = 100;

    public static Command Create()
    {
        var data = new Argument<string>("DIR") { Description = "A folder with one subfolder of pictures for each class." };
        var picture = new Option<string?>("--out") { Description = "Draw the search into this PNG file.", HelpName = "FILE" };
        var verb = new Verb("find-rate", "Search for learning rates without training a model.")
        {
            Examples = ["emblem find-rate pictures", "emblem find-rate pictures --arch resnet34 --size 320 --out rates.png"],
        };
        verb.Add(data);
        verb.Add(picture);
        RunArguments arguments = new RunArguments().AddTo(verb);
        verb.Runs((parsed, output, stop) => RunAsync(
            arguments.Read(parsed, parsed.GetValue(data)!), arguments.ReadWorkers(parsed), parsed.GetValue(picture), output, stop));
        return verb;
    }

    private static async Task RunAsync(RunOptions options, int workers, string? picture, CommandOutput output, CancellationToken stop)
    {
        NativeRuntime.EnsureLoaded();
        StartingWeights start = await StartingWeights.ChooseAsync(options.Arch, options.Weights, output, stop);
        using Learner learner = RunTraining.Prepare(RunData.Open(options, workers, output, stop), start, options, output);
        learner.Unfreeze();
        LearningRateSearch found = RunTraining.Find(learner, options.Asked?.SearchSteps ?? FastAiSteps, output, stop);
        if (picture is not null)
            RateFinderChart.Write(picture, found);
        output.Json(new { found.MinimumGradient, found.MinimumLossOverTen, found.Valley, found.Steepest, found.Rates, found.SmoothedLosses, Picture = picture });
    }
}
