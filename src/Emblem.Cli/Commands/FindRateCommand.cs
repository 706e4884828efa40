using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Reporting;
using Emblem.Runs;
using Emblem.Training;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem find-rate</c>: the learning-rate range test alone, by default with everything unfrozen as the notebook runs it.</summary>
internal static class FindRateCommand
{
    private const string All = "all";
    private const string Head = "head";

    public static Command Create()
    {
        var data = new Argument<string>("DIR") { Description = DataArgument.Description };
        var picture = new Option<string?>("--out") { Description = "Draw the search into this PNG file.", HelpName = "FILE" }.DrawsPng().FirstIn(HelpGroup.Run);
        Option<string> stage = new Option<string>("--stage")
        {
            Description = "What learns during the search: all layers, as in the notebook, or the head on a frozen body. Default: all.",
            HelpName = $"{All}|{Head}",
            DefaultValueFactory = _ => All,
        }.AcceptOnly(All, Head).FirstIn(HelpGroup.Recipe);
        var verb = new Verb("find-rate", "Search for learning rates without training a model.")
        {
            Examples = ["emblem find-rate pictures", "emblem find-rate pictures --arch resnet34 --size 320 --out rates.png", "emblem find-rate pictures --stage head"],
        };
        verb.Add(data);
        verb.Add(picture);
        verb.Add(stage);
        RunArguments arguments = RunArguments.ForRateSearch().AddTo(verb);
        verb.Runs((parsed, output, stop) => RunAsync(
            arguments.Read(parsed, parsed.GetValue(data)!),
            parsed.GetValue(stage) == Head ? LearningLayers.Head : LearningLayers.All,
            parsed.GetValue(picture),
            output,
            stop));
        return verb;
    }

    private static async Task RunAsync(TrainingRequest request, LearningLayers stage, string? picture, CommandOutput output, CancellationToken stop)
    {
        PictureFile.RequireWritable(picture);
        LearningRateSearch found = await output.ProgressAsync(RunPrinter.Name, async bar =>
        {
            var printer = new RunPrinter(output, bar);
            TrainingPlan plan = await request.SettleAsync(printer.On, stop);
            LearningRateSearch rates = await TrainingRun.FindRatesAsync(plan, request.Recipe?.SearchSteps, stage, printer.On, stop);
            printer.Finish();
            return rates;
        });
        if (picture is not null)
            RateFinderChart.Write(picture, found);
        output.Json(new { found.MinimumGradient, found.MinimumLossOverTen, found.Valley, found.Steepest, found.Rates, found.SmoothedLosses, Picture = picture });
    }
}
