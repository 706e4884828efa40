using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Training.Metrics;

/// <summary>The metrics by name, for runs and whoever reads their options.</summary>
public static class MetricCatalogue
{
    private const string TopPrefix = "top-";

    /// <summary>What is measured unless something else is asked for.</summary>
    public static IReadOnlyList<string> Usual { get; } = Listing.Of<string>(["accuracy", "error-rate"]);

    /// <summary>All names, for help and errors.</summary>
    public static string Known => "accuracy, error-rate, top-5 (or another number), precision, recall, f1, roc-auc";

    /// <summary>The metrics in order, accuracy before all others: it chooses the best epoch.</summary>
    /// <param name="names">Each once; accuracy need not be among them.</param>
    /// <exception cref="Foundation.EmblemException">A name is unknown.</exception>
    public static IReadOnlyList<Metric> Create(IReadOnlyList<string> names) => Listing.Of<Metric>(
    [
        .. names.Prepend(Usual[0]).Distinct(StringComparer.Ordinal).Select(name =>
            Find(name) ?? throw new Foundation.EmblemException($"There is no metric '{name}'; known are {Known}.")),
    ]);

    /// <summary>A new metric; null for a name that is none.</summary>
    public static Metric? Find(string name) => name switch
    {
        "accuracy" => new Accuracy(),
        "error-rate" => new ErrorRate(),
        "precision" => new Precision(),
        "recall" => new Recall(),
        "f1" => new F1(),
        "roc-auc" => new RocAuc(),
        _ => FindTop(name),
    };

    private static TopK? FindTop(string name) => name.StartsWith(TopPrefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(TopPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int k) && k >= 1
            ? new TopK(k)
            : null;
}
