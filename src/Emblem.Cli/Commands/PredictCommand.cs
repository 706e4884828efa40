using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Export;
using Emblem.Folders;
using Emblem.Reporting;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem predict</c>: a saved model's answers for files and folders.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A file that 'emblem train' or 'emblem export' wrote, safetensors or ONNX, or a run's folder." };
        var pictures = new Argument<string[]>("FILE|DIR")
        {
            Description = "Pictures, folders of them, patterns such as 'photos/**/*.jpg'; or - for what is piped: a picture, or names of files. A row is named by what is given here and the path below it; with one folder alone, by the path below it.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var urls = new Option<string?>("--urls") { Description = "Pictures of the web: a file with addresses, one a line. A row is named by its address.", HelpName = "FILE" }.In(HelpGroup.Data);
        var into = new Option<string?>("--into") { Description = "Keep what is downloaded here, and fetch nothing again that is.", HelpName = "DIR" }.In(HelpGroup.Data);
        var csv = new Option<string?>("--csv") { Description = "Write the answers into this CSV file. The same command goes on where it was interrupted.", HelpName = "FILE" };
        var notebook = new Option<bool>("--notebook-columns") { Description = "The notebook's CSV columns: index, picture_file, preds1 …, predictions." };
        var lines = new Option<string?>("--jsonl") { Description = "Write them as JSON lines.", HelpName = "FILE" };
        var parquet = new Option<string?>("--parquet") { Description = "Write them as a Parquet file.", HelpName = "FILE" };
        Option<string> testTime = TestTimeOption.Create();
        Option<bool> strict = FolderOptions.CreateStrict();
        var compute = ComputeArguments.ForPrediction();
        var verb = new Verb("predict", "Predict pictures with a saved model, into a table, CSV, JSON or Parquet.")
        {
            Examples =
            [
                "emblem predict run/best.safetensors picture.jpg",
                "emblem predict run test --csv test-results.csv",
                "emblem predict run 'photos/**/*.jpg' --parquet answers.parquet",
                "find photos -name '*.jpg' | emblem predict run - --jsonl answers.jsonl",
                "emblem predict run --urls list.csv --csv answers.csv",
                "emblem predict run test --json --tta fastai",
                "mpirun -n 4 emblem predict run photos --csv answers.csv     # four processes, of one machine or several",
                "emblem predict model.onnx picture.jpg     # what 'emblem export' wrote: no torch is loaded",
            ],
        };
        foreach (Argument argument in (Argument[])[model, pictures])
            verb.Add(argument);
        foreach (Option option in (Option[])[csv, notebook, lines, parquet, urls, into, testTime, strict])
            verb.Add(option);
        DownloadArguments manners = new DownloadArguments().AddManners(verb);
        foreach (Option option in compute.All)
            verb.Add(option);
        verb.Validators.Add(result =>
        {
            string[] given = result.GetValue(pictures) ?? [];
            bool isList = result.GetResult(urls) is not null;
            if (given.Length == 0 && !isList)
                result.AddError("Give pictures: files, folders, a pattern in quotes, - for a pipe, or --urls FILE.");
            else if (given.Length > 0 && isList)
                result.AddError("Give either pictures that are here or --urls FILE.");
            if (given.Length > 1 && given.Contains(PredictRequest.Pipe))
                result.AddError("- stands for what is piped, and comes alone.");
            if (!isList && result.GetResult(into) is not null)
                result.AddError("--into keeps what --urls FILE brings, and there is no such list.");
        });
        verb.Runs(async (parsed, output, stop) =>
        {
            var request = new PredictRequest(parsed.GetValue(model)!, parsed.GetValue(pictures) ?? [])
            {
                Urls = parsed.GetValue(urls),
                Into = parsed.GetValue(into),
                Downloading = manners.Read(parsed),
                Files = new PredictionFiles
                {
                    Csv = parsed.GetValue(csv),
                    Columns = parsed.GetValue(notebook) ? PredictionColumns.Notebook : PredictionColumns.Named,
                    JsonLines = parsed.GetValue(lines),
                    Parquet = parsed.GetValue(parquet),
                },
                TestTime = TestTimeOption.Read(parsed.GetValue(testTime)!),
                Compute = compute.Read(parsed),
                IsStrict = parsed.GetValue(strict),
            };
            output.Json(await RunAsync(request, output, stop));
        });
        return verb;
    }

    /// <summary>Predicts, writes the files and prints; the result is what <c>--json</c> shows.</summary>
    public static async Task<PredictResult> RunAsync(PredictRequest request, CommandOutput output, CancellationToken stop)
    {
        (Predictor model, string computedBy) = AnsweringModel.Open(request.Model, request.Compute, new PredictorOptions { TestTime = request.TestTime, Messages = new LineMessages(output) }, output);
        using Predictor predictor = model;
        foreach (string line in ModelSummary.Lines(predictor.Description))
            output.Detail(line);
        using PredictionSource source = await PredictionSource.OpenAsync(request, output, stop);
        NotesTable.Print(source.Pictures.Notes, output);
        if (request.IsStrict)
            source.Pictures.Notes.ThrowIfOdd();
        var shown = new ShownAnswers(output);
        PredictionTally tally;
        try
        {
            tally = await output.ProgressAsync(
                "predicting", progress => predictor.PredictIntoAsync(source.Pictures, request.Files, shown.Add, computedBy, progress, RankSession.Ranks, stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && request.Files != new PredictionFiles())
        {
            output.Line("What is answered is kept. The same command goes on from here.");
            throw;
        }

        if (source.Pictures.Repeats > 0)
            output.Warning($"{source.Pictures.Repeats} of the files were given more than once; each has one row, under the name that it was given by first.");
        shown.Print(tally);
        return PredictResult.Of(tally, predictor.Classes, shown.Kept);
    }
}
