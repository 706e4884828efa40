using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using Emblem.Foundation;
using Emblem.Tables;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>
/// The curves of a run, batch by batch, as its folder keeps them: <c>batches.csv</c> of the training and <c>rate_finder.json</c> of the search for rates. With
/// <c>history.csv</c> they are all that charts are drawn from.
/// </summary>
internal static class RunCurves
{
    private static readonly string[] BatchColumns = ["fit", "epoch", "batch", "loss", "smoothed_loss", "learning_rate", "momentum"];
    private static readonly string[] EpochColumns = ["fit", "epoch", "train_loss", "valid_loss", "lowest_rate", "highest_rate", "time"];
    private static readonly JsonSerializerOptions Json = new(SnakeCaseJson.Indented) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Writes every batch; nothing where no epoch was trained.</summary>
    /// <returns>The file; null where there is nothing to write.</returns>
    public static string? WriteBatches(RunFolder folder, TrainingHistory history)
    {
        if (history.Epochs.Count == 0)
            return null;
        CsvTable.Write(folder.Batches, BatchColumns, csv =>
        {
            int epoch = 0;
            foreach (BatchRecord batch in history.Batches)
            {
                while (epoch < history.Epochs.Count - 1 && batch.Iteration >= history.Epochs[epoch].Iterations)
                    epoch++;
                EpochRecord within = history.Epochs[epoch];
                csv.WriteRecord(
                    Whole(within.Fit), Whole(within.Epoch), Whole(batch.Iteration + 1), Text(batch.Loss), Text(batch.SmoothedLoss), Text(batch.LearningRate), Text(batch.Momentum));
            }
        });
        return folder.Batches;
    }

    /// <summary>Writes a search for rates; nothing without one.</summary>
    /// <returns>The file; null where there is nothing to write.</returns>
    public static string? WriteRates(RunFolder folder, LearningRateSearch? found)
    {
        if (found is null)
            return null;
        AtomicFile.WriteText(folder.Rates, writer => writer.WriteLine(JsonSerializer.Serialize(found, Json)));
        return folder.Rates;
    }

    /// <summary>The search for rates; null where the run made none.</summary>
    public static LearningRateSearch? ReadRates(RunFolder folder) =>
        File.Exists(folder.Rates) ? JsonSerializer.Deserialize<LearningRateSearch>(File.ReadAllText(folder.Rates), Json) : null;

    /// <summary>Batches and epochs; of an earlier version's run the epochs alone, and none where a head alone was fitted.</summary>
    public static TrainingHistory ReadHistory(RunFolder folder)
    {
        if (!File.Exists(folder.History))
            return TrainingHistory.Empty;
        ((int Fit, int Epoch) Of, BatchRecord Batch)[] batches = File.Exists(folder.Batches) ? [.. CsvTable.Read(folder.Batches, ReadBatch)] : [];
        var ends = batches.GroupBy(batch => batch.Of).ToDictionary(same => same.Key, same => same.Max(batch => batch.Batch.Iteration) + 1);
        EpochRecord[] epochs = [.. CsvTable.Read(folder.History, ReadEpoch)];
        return new TrainingHistory(
            [.. batches.Select(batch => batch.Batch)], [.. epochs.Select((epoch, i) => epoch with { Iterations = ends.GetValueOrDefault((epoch.Fit, epoch.Epoch), i + 1) })]);
    }

    private static ((int Fit, int Epoch) Of, BatchRecord Batch) ReadBatch(CsvReader row) => (
        (CsvTable.Number(row, "fit") ?? 0, CsvTable.Number(row, "epoch") ?? 0),
        new BatchRecord(
            (int)CsvTable.LongNumber(row, "batch") - 1, Number(row, "loss") ?? double.NaN, Number(row, "smoothed_loss") ?? double.NaN, Number(row, "learning_rate") ?? 0, Number(row, "momentum") ?? 0));

    private static EpochRecord ReadEpoch(CsvReader row) => new(
        CsvTable.Number(row, "fit") ?? 0,
        CsvTable.Number(row, "epoch") ?? 0,
        0,
        Number(row, "train_loss") ?? double.NaN,
        Number(row, "valid_loss"),
        [.. row.Headers.Except(EpochColumns).Select(name => new MetricValue(name, Number(row, name) ?? double.NaN))],
        TimeSpan.TryParse(row.GetString("time"), CultureInfo.InvariantCulture, out TimeSpan time) ? time : TimeSpan.Zero)
    {
        LowestRate = Number(row, "lowest_rate"),
        HighestRate = Number(row, "highest_rate"),
    };

    private static double? Number(CsvReader row, string column) =>
        CsvTable.Optional(row, column) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => FiniteNumbers.OrNull(number)?.ToString(CultureInfo.InvariantCulture) ?? "";
}
