using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Reporting;
using Emblem.Runs;
using Emblem.Training;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem find-rate</c>: the learning-rate range test alone, everything unfrozen as the notebook runs it.</summary>
internal static class FindRateCommand
{
    public static Command Create()
    {
        var data = new Argument<string>("DIR") { Description = DataArgument.Description };
        var picture = new Option<string?>("--out") { Description = "Draw the search into this PNG file.", HelpName = "FILE" }.DrawsPng().FirstIn(HelpGroup.Run);
        var verb = new Verb("find-rate", "Search for learning rates without training a model.")
        {
            Examples = ["emblem find-rate pictures", "emblem find-rate pictures --arch resnet34 --size 320 --out rates.png"],
        };
        verb.Add(data);
        verb.Add(picture);
        RunArguments arguments = RunArguments.ForRateSearch().AddTo(verb);
        verb.Runs((parsed, output, stop) => RunAsync(arguments.Read(parsed, parsed.GetValue(data)!), parsed.GetValue(picture), output, stop));
        return verb;
    }

    private static async Task RunAsync(TrainingRequest request, string? picture, CommandOutput output, CancellationToken stop)
    {
        PictureFile.RequireWritable(picture);
        LearningRateSearch found = await output.ProgressAsync(RunPrinter.Name, async bar =>
        {
            var printer = new RunPrinter(output, bar);
            TrainingPlan plan = await request.SettleAsync(printer.On, stop);
            LearningRateSearch rates = await TrainingRun.FindRatesAsync(plan, request.Recipe?.SearchSteps, printer.On, stop);
            printer.Finish();
            return rates;
        });
        if (picture is not null)
            RateFinderChart.Write(picture, found);
        output.Json(new { found.MinimumGradient, found.MinimumLossOverTen, found.Valley, found.Steepest, found.Rates, found.SmoothedLosses, Picture = picture });
    }
}
