using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Training.Callbacks;

/// <summary>A number of each epoch that a callback goes by, and which way is better. Typed, so a misspelled name does not compile.</summary>
public sealed class Watch
{
    private readonly Func<EpochRecord, double?> _read;
    private readonly bool _isMetric;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private Watch(string name, bool lowerIsBetter, Func<EpochRecord, double?> read, bool isMetric = false)
    {
        _isMetric = isMetric;
        Name = name;
        LowerIsBetter = lowerIsBetter;
        _read = read;
    }

    /// <summary>The mean loss over the validation pictures.</summary>
    public static Watch ValidLoss { get; } = new("valid_loss", true, epoch => epoch.ValidLoss);

    /// <summary>The smoothed training loss.</summary>
    public static Watch TrainLoss { get; } = new("train_loss", true, epoch => epoch.TrainLoss);

    /// <summary>As a table's heading has it.</summary>
    public string Name { get; }

    /// <summary>True for losses and errors.</summary>
    public bool LowerIsBetter { get; }

    /// <summary>A metric, which the learner must have been given: a fit that a callback goes through without it is refused.</summary>
    public static Watch Metric<T>()
        where T : Metric, new()
    {
        var metric = new T();
        return new Watch(
            metric.Name,
            metric.LowerIsBetter,
            epoch => epoch.Metrics.Where(value => value.Name == metric.Name).Select(value => (double?)value.Value).FirstOrDefault(),
            isMetric: true);
    }

    /// <summary>
    /// The value in an epoch; null when it was not measured, or is undefined there, as a ROC-AUC over one class is. Such an epoch is neither better nor worse.
    /// </summary>
    public double? Read(EpochRecord epoch) => FiniteNumbers.OrNull(_read(epoch));

    /// <summary>Whether all that callbacks go by is there: without it nothing would ever be better, and nobody would know.</summary>
    /// <exception cref="EmblemException">A metric is not.</exception>
    internal static void RequireMeasured(IReadOnlyList<Callback> callbacks, IReadOnlyList<string> metrics)
    {
        Callback? blind = callbacks.FirstOrDefault(callback => callback.Watched is { _isMetric: true } watch && !metrics.Contains(watch.Name));
        if (blind is not null)
        {
            throw new EmblemException(
                $"{blind.GetType().Name} goes by {blind.Watched!.Name}, and this learner measures {string.Join(", ", metrics.DefaultIfEmpty("no metric"))}. "
                + "Give Learner.ForClassification the metric, or let the callback go by another.");
        }
    }

    /// <summary>Whether a value beats another by more than a margin; anything beats none, and what is no finite number beats nothing.</summary>
    public bool IsBetter(double value, double? best, double margin = 0) => double.IsFinite(value)
        && (best is null || (LowerIsBetter ? value < best - margin : value > best + margin));
}
