using System.CommandLine;
using Emblem.Acquisition;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Compute.Memory;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Projects;
using Emblem.Reporting;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem build</c>: the whole notebook in a row, from addresses or a folder to a model and a table of predictions.</summary>
internal static class BuildCommand
{
    public static Command Create()
    {
        Option<NamedUrlList[]> urls = UrlsOption.Create(required: false);
        Option<int> limit = DownloadCommand.LimitOption();
        var train = new Option<string?>("--train") { Description = "A folder of training pictures instead of URL lists; only read.", HelpName = "DIR" }.FirstIn(HelpGroup.Data);
        var test = new Option<string?>("--test") { Description = "Pictures to predict in the end; only read.", HelpName = "DIR" }.FirstIn(HelpGroup.Data);
        var maxSize = new Option<int>("--max-size")
        {
            Description = "The longer side of the verified copies, in pixels.",
            HelpName = "N",
            DefaultValueFactory = _ => GatheringRequest.StandardMaxSize,
        }.In(HelpGroup.Data);
        var run = new Option<string>("--out") { Description = "The run's folder.", HelpName = "RUN", Required = true }.FirstIn(HelpGroup.Run);
        Option<bool> dryRun = DryRunOption.Create();
        Option<bool> overwrite = OverwriteOption.Create();
        var verb = new Verb("build", "Download, verify, train, interpret and predict: everything in a row.")
        {
            Examples =
            [
                "emblem build --urls unc=unc_links.csv --urls duke=duke_links.csv --test images/test --out run",
                "emblem build --train pictures/train --test pictures/test --arch resnet34 --size 320 --out run",
            ],
        };
        foreach (Option option in (Option[])[urls, limit, train, test, maxSize, run, dryRun, overwrite])
            verb.Add(option);
        DownloadArguments manners = new DownloadArguments().AddManners(verb);
        RunArguments arguments = RunArguments.ForBuilding().AddTo(verb);
        verb.Validators.Add(result =>
        {
            bool lists = result.GetResult(urls) is not null;
            if (lists == (result.GetResult(train) is not null))
                result.AddError("Give either --urls NAME=FILE (once for each class) or --train DIR.");
            if (lists && arguments.NamesLabels(result))
                result.AddError("--labels and --label-regex need --train DIR: lists name their classes themselves.");
            if (lists && result.GetValue(dryRun))
                result.AddError("--dry-run needs --train DIR: what a list brings is known when it is downloaded.");
        });
        verb.Runs((parsed, output, stop) =>
        {
            var folder = new RunFolder(parsed.GetValue(run)!);
            bool replaces = parsed.GetValue(overwrite);
            if (parsed.GetValue(dryRun))
                return DryRunOption.RunAsync(arguments.Read(parsed, parsed.GetValue(train)!, folder.Path) with { Overwrite = replaces }, output, stop);
            return RunAsync(
                new BuildRequest
                {
                    Urls = parsed.GetValue(urls) ?? [],
                    Limit = parsed.GetValue(limit),
                    Downloading = manners.Read(parsed),
                    Train = parsed.GetValue(train),
                    Test = parsed.GetValue(test),
                    MaxSize = parsed.GetValue(maxSize),
                    Training = NamedFrom(parsed.GetValue(train), arguments.Read(parsed, folder.Data, folder.Path)) with { Overwrite = replaces },
                },
                output,
                stop);
        });
        return verb;
    }

    public static async Task RunAsync(BuildRequest request, CommandOutput output, CancellationToken stop)
    {
        BuildResult result = await BuildAsync(request, output, stop);
        output.Line();
        if (result.Report is { } page)
            output.Line($"What it learned, what it mistakes and what to do next: {page}");
        output.Line($"Wrote {WrittenFiles.Words(request.Run.Files, request.Run, result.Test is null ? null : request.Run.TestResults)}.");
        output.Json(result);
    }

    /// <summary>Does everything and prints it, but for the last words.</summary>
    public static async Task<BuildResult> BuildAsync(BuildRequest request, CommandOutput output, CancellationToken stop)
    {
        request.Run.RequireFree(request.Training.Overwrite);
        RequireFolders(request);
        (IReadOnlyList<ClassDownload> downloads, VerificationReport verified) = await GatherAsync(request, output, stop);
        output.Heading("Train");
        TrainingResult trained = (await RunVerb.TrainAsync(request.Training, output, stop)).WithoutViews();
        PredictResult? tested = null;
        if (request.Test is { } test)
        {
            output.Heading("Predict");
            ProcessMemory.GiveBack();
            tested = await PredictCommand.RunAsync(
                new PredictRequest(request.Run.Best, [test]) { Files = new PredictionFiles { Csv = request.Run.TestResults } }, output, stop);
        }

        ProcessMemory.GiveBack();
        string? report = await RunReports.TryWriteAsync(trained, output, stop);
        return new BuildResult(downloads, verified.Records.Count - verified.Count(VerificationOutcome.Sidecar), verified.Records.Count(record => record.IsGood), RunResult.Of(trained), tested)
        {
            Report = report,
        };
    }

    /// <summary>Training reads verified copies; a table of labels names what they are copies of.</summary>
    private static TrainingRequest NamedFrom(string? train, TrainingRequest training) => training.Labels is not { Table: not null } labels
        ? training
        : training with { Labels = labels with { Columns = (labels.Columns ?? new LabelTableOptions()) with { NamedFrom = train } } };

    /// <summary>What is needed in the end is looked for first: a misspelled name is not to be learnt after hours of downloads and training.</summary>
    private static void RequireFolders(BuildRequest request)
    {
        foreach (string folder in ((string?[])[request.Test, request.Training.Valid]).OfType<string>())
        {
            if (!Directory.Exists(folder))
                throw new EmblemException($"There is no folder '{folder}'. Give a folder of pictures.");
        }

        request.Training.Labels?.RequireReadable();
        if (request.Training.Corrections is { } decided)
            Corrections.Read(decided);
        WritablePlace.RequireFolder(request.Run.Path);
    }

    private static async Task<(IReadOnlyList<ClassDownload> Downloads, VerificationReport Verified)> GatherAsync(BuildRequest request, CommandOutput output, CancellationToken stop)
    {
        // A build is of what it was given: what an earlier one gathered here of other lists or another folder must not teach.
        var options = new VerifyOptions
        {
            MaxSize = request.MaxSize,
            Orientation = request.Training.Orientation,
            IsStrict = request.Training.IsStrict,
            SetsOthersAside = true,
        };
        if (request.Train is not { } train)
        {
            var download = new DownloadRequest(request.Urls, request.Run.Downloads, request.Limit) { Options = request.Downloading };
            return await GatherCommand.GatherAsync(new GatherRequest(download, request.Run.Data, options), output, stop);
        }

        output.Heading("Verify");
        return ([], await VerifyCommand.CheckAsync(new VerifyRequest(train, request.Run.Data, false, options), output, stop));
    }
}
