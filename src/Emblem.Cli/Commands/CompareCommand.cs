using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem compare</c>: which of two runs is better on the same pictures, and whether that is chance.</summary>
internal static class CompareCommand
{
    private const int ShownPictures = 10;

    public static Command Create()
    {
        var first = new Argument<string>("RUN") { Description = "A folder that 'emblem train' or 'emblem build' made." };
        var second = new Argument<string>("OTHER") { Description = "Another." };
        var on = new Option<string?>("--on")
        {
            Description = "A folder of labelled pictures that taught neither. Default: the validation and test pictures that both runs have.",
            HelpName = "DIR",
        };
        var verb = new Verb("compare", "Tell which of two runs is better on the same pictures, or that it may be chance (McNemar's test).")
        {
            Examples = ["emblem compare run run2", "emblem compare run run2 --on pictures/test"],
        };
        verb.Add(first);
        verb.Add(second);
        verb.Add(on);
        verb.Runs((parsed, output, stop) => RunAsync(
            new RunFolder(parsed.GetValue(first)!), new RunFolder(parsed.GetValue(second)!), parsed.GetValue(on), output, stop));
        return verb;
    }

    private static async Task RunAsync(RunFolder first, RunFolder second, string? on, CommandOutput output, CancellationToken stop)
    {
        RunComparison found = await output.ProgressAsync(RunPrinter.Name, async bar =>
        {
            var printer = new RunPrinter(output, bar);
            RunComparison compared = await RunComparison.OfAsync(
                RunVerb.Own(TrainingPlan.Read(first)), RunVerb.Own(TrainingPlan.Read(second)), on, printer.On, stop);
            printer.Finish();
            return compared;
        });
        output.Line(found.ToString());
        if (found.IsOptimistic)
            output.Line("Both scores are optimistic where these pictures chose a model: --on DIR judges by others.");
        Print($"Right in {found.First} alone", found.OnlyFirst, output);
        Print($"Right in {found.Second} alone", found.OnlySecond, output);
        output.Json(new
        {
            found.First,
            found.Second,
            Pictures = found.Test.Count,
            FirstScore = found.FirstScore.Score,
            SecondScore = found.SecondScore.Score,
            found.Test.Difference,
            Low = found.Test.Interval.Low,
            High = found.Test.Interval.High,
            P = found.Test.PValue,
            found.Test.IsReal,
            found.IsOptimistic,
            found.Verdict,
            found.OnlyFirst,
            found.OnlySecond,
        });
    }

    private static void Print(string heading, IReadOnlyList<string> pictures, CommandOutput output)
    {
        if (pictures.Count == 0)
            return;
        output.Heading(heading);
        foreach (string picture in pictures.Take(output.IsVerbose ? pictures.Count : ShownPictures))
            output.Line(picture);
        if (!output.IsVerbose && pictures.Count > ShownPictures)
            output.Line($"… and {pictures.Count - ShownPictures} more; -v shows all.");
    }
}
