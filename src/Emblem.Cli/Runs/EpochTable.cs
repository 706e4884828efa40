using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Metrics;

namespace Emblem.Cli.Runs;

/// <summary>fast.ai's table, a row an epoch: epoch, train_loss, valid_loss, metrics, time.</summary>
internal sealed class EpochTable(CommandOutput output, IReadOnlyList<Metric> metrics) : Callback
{
    private GrowingTable? _table;

    public override void OnFitStart(FitContext fit) =>
        _table = output.Grow(["epoch", "train_loss", "valid_loss", .. metrics.Select(metric => metric.Name), "time"]);

    public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => _table!.Add(
    [
        epoch.Epoch.ToString(CultureInfo.InvariantCulture),
        Number(epoch.TrainLoss),
        epoch.ValidLoss is { } loss ? Number(loss) : "#na#",
        .. epoch.Metrics.Select(metric => Number(metric.Value)),
        epoch.Duration.ToString(@"mm\:ss", CultureInfo.InvariantCulture),
    ]);

    private static string Number(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);
}
