using System.Globalization;
using Emblem.Training.Metrics;

namespace Emblem.Cli.Runs;

/// <summary>The metrics of a run by the names that <c>--metrics</c> takes.</summary>
internal static class RunMetrics
{
    private const string TopPrefix = "top-";

    /// <summary>What is measured unless something else is asked for.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["accuracy", "error-rate"];

    /// <summary>For the help and for errors.</summary>
    public static string Known => "accuracy, error-rate, top-5 (or another number), precision, recall, f1, roc-auc";

    /// <summary>The metrics in order, accuracy before all others: it chooses the best epoch.</summary>
    public static IReadOnlyList<Metric> Create(IReadOnlyList<string> names) =>
        [.. names.Prepend(Usual[0]).Distinct(StringComparer.Ordinal).Select(name => Find(name)!)];

    /// <summary>Null for a name that is none.</summary>
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
