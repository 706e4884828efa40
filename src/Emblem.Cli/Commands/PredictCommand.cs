using System.CommandLine;
using System.Globalization;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Export;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Reporting;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem predict</c>: a saved model's answers for files and folders.</summary>
internal static class PredictCommand
{
    private const int ShownRows = 20;

    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A file that 'emblem train' or 'emblem export' wrote, safetensors or ONNX, or a run's folder." };
        var pictures = new Argument<string[]>("FILE|DIR") { Description = "Pictures, or folders of them. A row is named by what is given here and the path below it; with one folder alone, by the path below it.", Arity = ArgumentArity.OneOrMore };
        var csv = new Option<string?>("--csv") { Description = "Write the answers into this CSV file.", HelpName = "FILE" };
        var notebook = new Option<bool>("--notebook-columns") { Description = "The notebook's CSV columns: index, picture_file, preds1 …, predictions." };
        Option<string> testTime = TestTimeOption.Create();
        Option<bool> strict = FolderOptions.CreateStrict();
        var compute = ComputeArguments.ForPrediction();
        var verb = new Verb("predict", "Predict pictures with a saved model, into a table, a CSV file or JSON.")
        {
            Examples =
            [
                "emblem predict run/best.safetensors picture.jpg",
                "emblem predict run/best.safetensors test --csv test-results.csv",
                "emblem predict run test --json",
                "emblem predict run test --tta fastai",
                "emblem predict model.onnx picture.jpg     # what 'emblem export' wrote: no torch is loaded",
            ],
        };
        verb.Add(model);
        verb.Add(pictures);
        verb.Add(csv);
        verb.Add(notebook);
        verb.Add(testTime);
        verb.Add(strict);
        foreach (Option option in compute.All)
            verb.Add(option);
        verb.Runs((parsed, output, stop) =>
        {
            var request = new PredictRequest(
                parsed.GetValue(model)!,
                parsed.GetValue(pictures)!,
                parsed.GetValue(csv),
                parsed.GetValue(notebook) ? PredictionColumns.Notebook : PredictionColumns.Named)
            {
                TestTime = TestTimeOption.Read(parsed.GetValue(testTime)!),
                Compute = compute.Read(parsed),
                IsStrict = parsed.GetValue(strict),
            };
            output.Json(Run(request, output, stop));
            return Task.CompletedTask;
        });
        return verb;
    }

    /// <summary>Predicts, writes the CSV and prints; the result is what <c>--json</c> shows.</summary>
    public static PredictResult Run(PredictRequest request, CommandOutput output, CancellationToken stop)
    {
        PictureFile.RequireWritable(request.Csv);
        using Predictor predictor = AnsweringModel.Open(request, output);
        foreach (string line in ModelSummary.Lines(predictor.Description))
            output.Detail(line);
        var given = GivenPictures.Find(request.Pictures);
        NotesTable.Print(given.Notes, output);
        if (request.IsStrict)
            given.Notes.ThrowIfOdd();
        if (given.Repeats > 0)
            output.Warning($"{given.Repeats} of the files were given more than once; each has one row, under the name that it was given by first.");
        IReadOnlyList<Prediction> predictions = output.Progress("predicting", progress => predictor.Predict(given.Pictures, progress, stop));
        if (request.Csv is not null)
            PredictionTable.Write(request.Csv, predictions, predictor.Classes, request.Columns);
        Print(predictions, output);
        ScoreInterval? score = FolderScore.Of(given.Labels, predictions, predictor.Classes);
        if (score is { } known)
            output.Line($"Accuracy by the folders' names: {new RunScore(known, IsOptimistic: false)}");
        return PredictResult.Of(score, predictor.Classes, predictions);
    }

    private static void Print(IReadOnlyList<Prediction> predictions, CommandOutput output)
    {
        int shown = output.IsVerbose ? predictions.Count : Math.Min(ShownRows, predictions.Count);
        bool tells = predictions.Any(prediction => prediction.Novelty is not null);
        output.Table(
            ["picture", "prediction", "probability", .. tells ? ["novelty"] : (string[])[]],
            [
                .. predictions.Take(shown).Select(prediction => (string[])
                [
                    prediction.File,
                    prediction.IsNeither ? $"neither ({prediction.Label})" : prediction.Label ?? $"({prediction.Reason})",
                    prediction.Label is null ? "" : prediction.Confidence.ToString("0.000", CultureInfo.InvariantCulture),
                    .. tells ? [prediction.Novelty?.ToString("0.00", CultureInfo.InvariantCulture) ?? ""] : (string[])[],
                ]),
            ]);
        if (shown < predictions.Count)
            output.Line($"… and {predictions.Count - shown} more; -v shows all, --csv keeps them.");
        int neither = predictions.Count(prediction => prediction.IsNeither);
        if (neither > 0)
            output.Line($"{neither} of {predictions.Count} pictures are like none that the model learned from (novelty above 1), so probably neither of its classes; in brackets is the class that they are most like, which scores count.");
        int unread = predictions.Count(prediction => prediction.Label is null);
        if (unread > 0)
            output.Warning($"{unread} of {predictions.Count} files could not be read; their rows say why.");
    }
}
