using System.Globalization;
using CsvHelper;
using Emblem.Foundation;
using Emblem.Tables;

namespace Emblem.Training.Callbacks;

/// <summary>
/// Writes one row an epoch: fit, epoch, train_loss, valid_loss, a column a metric, lowest_rate and highest_rate (of the layer groups that learn), time. The whole file is written anew each time, so it is
/// complete whenever it is looked at; one that cannot be written is reported, and training goes on. What is undefined, such as a ROC-AUC over one class, is an empty cell. Equal runs differ in <c>time</c> alone.
/// </summary>
/// <param name="path">The file; an older one is replaced at the first epoch.</param>
public sealed class CsvLog(string path) : Callback
{
    private static readonly string[] Before = ["fit", "epoch", "train_loss", "valid_loss"];
    private static readonly string[] After = ["lowest_rate", "highest_rate", "time"];

    private readonly List<EpochRecord> _rows = [];

    /// <summary>Told why the file could not be written, instead of the learner's messages.</summary>
    internal Action<Exception>? Failed { get; init; }

    /// <inheritdoc/>
    public override void OnEpochEnd(FitContext fit, EpochRecord epoch)
    {
        _rows.Add(epoch);
        Log.Write(path, fit, Failed, () => CsvTable.Write(path, [.. Before, .. epoch.Metrics.Select(m => m.Name), .. After], csv =>
        {
            foreach (EpochRecord row in _rows)
                WriteRow(csv, row);
        }));
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state) => state.Set("rows", _rows);

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state)
    {
        _rows.Clear();
        _rows.AddRange(state.Get<EpochRecord[]>("rows") ?? []);
    }

    /// <inheritdoc/>
    public override string ToString() => $"CsvLog: {path}";

    private static void WriteRow(CsvWriter csv, EpochRecord row)
    {
        csv.WriteField(row.Fit);
        csv.WriteField(row.Epoch);
        csv.WriteField(FiniteNumbers.OrNull(row.TrainLoss));
        csv.WriteField(FiniteNumbers.OrNull(row.ValidLoss));
        foreach (Metrics.MetricValue metric in row.Metrics)
            csv.WriteField(FiniteNumbers.OrNull(metric.Value));
        csv.WriteField(row.LowestRate);
        csv.WriteField(row.HighestRate);
        csv.WriteField(row.Duration.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture));
        csv.EndRecord();
    }
}
