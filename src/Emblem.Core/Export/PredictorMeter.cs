using System.Diagnostics.Metrics;

namespace Emblem.Export;

/// <summary>What predictors measure of themselves, as .NET's meters give it to whoever listens (<c>dotnet-counters</c>, OpenTelemetry, Prometheus); costs nothing where nobody does.</summary>
internal static class PredictorMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Emblem";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Answered = Meter.CreateCounter<long>("predictor.pictures", "{picture}", "Pictures that were asked about, by what came of them.");

    private static readonly Histogram<double> Computing = Meter.CreateHistogram<double>("predictor.batch.duration", "s", "How long the engine computed a batch.");

    private static readonly Histogram<int> Rows = Meter.CreateHistogram<int>("predictor.batch.rows", "{view}", "Views that were computed together.");

    private static readonly UpDownCounter<int> Waiting = Meter.CreateUpDownCounter<int>("predictor.waiting", "{call}", "Calls that wait for the engine.");

    public static void Count(Prediction answer) =>
        Answered.Add(1, KeyValuePair.Create<string, object?>("outcome", answer.Label is null ? "unread" : answer.IsNeither ? "neither" : answer.IsUnsure ? "unsure" : "answered"));

    public static void Computed(int rows, TimeSpan time)
    {
        Rows.Record(rows);
        Computing.Record(time.TotalSeconds);
    }

    public static void Enters() => Waiting.Add(1);

    public static void Leaves(int calls) => Waiting.Add(-calls);
}
