using System.CommandLine;
using Emblem.Acquisition;
using Emblem.Cli.Quickstart;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Compute;
using Emblem.Models;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem quickstart</c>: the main job, offline, on pictures that it draws and serves itself.</summary>
internal static class QuickstartCommand
{
    // Chosen so that the notebook's whole course takes less than a minute on two cores.
    private const int PictureSize = 128;
    private const int BatchSize = 16;
    private const int FrozenEpochs = 3;
    private const int UnfrozenEpochs = 3;

    public static Command Create()
    {
        var folder = new Option<string>("--out")
        {
            Description = "The folder for everything that is made.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "quickstart",
        }.FirstIn(HelpGroup.Run);
        Option<long> seed = NumberOption.Create("--seed", "Draws the pictures; equal seeds draw equal ones.", long.MinValue, long.MaxValue).FirstIn(HelpGroup.Run);
        seed.DefaultValueFactory = _ => 1;
        var serve = new Option<bool>("--serve")
        {
            Description = "Only draw the pictures, write their URL lists and serve them until Ctrl+C.",
        }.FirstIn(HelpGroup.Run);
        Option<int> port = NumberOption.Create("--port", "The port to serve on; 0 takes any free one.", 0, 65535).FirstIn(HelpGroup.Run);
        port.DefaultValueFactory = _ => 0;

        var verb = new Verb("quickstart", "Draw sample pictures, serve them locally and build a classifier from them.")
        {
            Examples = ["emblem quickstart", "emblem quickstart --out first-run", "emblem quickstart --serve --port 8000"],
        };
        verb.Add(folder);
        verb.Add(seed);
        verb.Add(serve);
        verb.Add(port);
        TrainingArguments training = new TrainingArguments().AddTo(verb);
        verb.Runs((parsed, output, stop) => RunAsync(
            new QuickstartOptions(parsed.GetValue(folder)!, parsed.GetValue(seed), parsed.GetValue(serve), parsed.GetValue(port))
            {
                Training = training.Read(parsed),
            },
            output,
            stop));
        return verb;
    }

    public static async Task RunAsync(QuickstartOptions options, CommandOutput output, CancellationToken stop)
    {
        // A run of its own is done again: whoever types the command twice wants to see it. Any other run is left alone.
        var run = new RunFolder(Path.Combine(options.Out, "run"));
        bool isAgain = SampleSet.IsIn(options.Out);
        if (!options.Serve)
            run.RequireFree(isAgain);
        SampleSet set = await output.ProgressAsync(
            "drawing pictures", progress => Task.Run(() => SampleSet.Draw(options.Seed, progress, stop), stop));
        await using SampleServer server = await SampleServer.StartAsync(set, options.Port, stop);
        SampleFiles files = set.Write(options.Out, server.Address);
        if (options.Serve)
            await ServeAsync(set, files, server.Address, output, stop);
        else
            await BuildAsync(options, files, run, isAgain, output, stop);
    }

    private static async Task BuildAsync(
        QuickstartOptions options, SampleFiles files, RunFolder run, bool isAgain, CommandOutput output, CancellationToken stop)
    {
        BuildResult result = await BuildCommand.BuildAsync(
            new BuildRequest
            {
                Urls = [.. files.UrlLists.Select(list => new NamedUrlList(list.Class, list.File))],
                Downloading = new DownloadOptions { AllowPrivate = true },
                Test = files.TestFolder,
                Training = new TrainingRequest(run.Data)
                {
                    Out = run.Path,
                    Overwrite = isAgain,
                    Weights = BoxedWeights.Name,
                    ImageSize = PictureSize,
                    BatchSize = BatchSize,

                    // To be looked at, as in the notebook; its rates are a person's choice there, and by rule here.
                    Recipe = new RecipeRequest { FrozenEpochs = FrozenEpochs, UnfrozenEpochs = UnfrozenEpochs, FindRates = true },
                    Training = options.Training,
                    Seed = options.Seed,
                    Compute = ComputeOptions.OwnProcess,
                    KeepsThumbnails = true,
                },
            },
            output,
            stop);
        output.Line();
        output.Line($"Built {run.Best} from {result.Training.Training + result.Training.Validation} pictures; {run.TestResults} holds {result.Test!.Count} predictions.");
        output.Line($"Look at {string.Join(", ", WrittenFiles.PicturesIn(run.Files, run))} in {run.Pictures}.");
        if (result.Report is { } page)
            output.Line($"What it learned, on one page: {page}");
        output.Line("Next, with pictures of your own: emblem build --urls NAME=FILE --urls NAME=FILE --test DIR --out RUN");
        output.Json(result);
    }

    private static async Task ServeAsync(SampleSet set, SampleFiles files, Uri address, CommandOutput output, CancellationToken stop)
    {
        output.Table(
            ["class", "urls", "list"],
            [.. set.Webs.Zip(files.UrlLists, (web, list) => (string[])[web.Class, $"{web.List.Count}", list.File])]);
        output.Line($"{set.Test.Count} test pictures are in {files.TestFolder}, their classes in {files.TestTruth}");
        output.Line("The lists name addresses of this machine, which downloads ask only with --allow-private.");
        output.Line($"Serving {address} until Ctrl+C.");
        output.Json(new
        {
            Address = address,
            Urls = files.UrlLists.ToDictionary(list => list.Class, list => list.File),
            Test = files.TestFolder,
            files.TestTruth,
        });
        await Task.Delay(Timeout.Infinite, stop);
    }
}
