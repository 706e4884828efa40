using System.Diagnostics;
using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Runs;

namespace Emblem.Cli.Runs;

/// <summary>How fast a stage goes, how much memory it holds and how the loss falls, in one line.</summary>
internal sealed class TrainingPace(int batchSize, TimeProvider time)
{
    private const int Bars = 16;
    private const double BytesInMegabyte = 1e6;

    private readonly long _began = time.GetTimestamp();
    private readonly List<double> _losses = [];

    /// <summary>Pictures trained on a second, validation's time included, since the stage began.</summary>
    public double PicturesPerSecond => _losses.Count * batchSize / Math.Max(Seconds, 1e-9);

    private double Seconds => time.GetElapsedTime(_began).TotalSeconds;

    /// <summary>One more batch is done.</summary>
    public void Add(double smoothedLoss) => _losses.Add(smoothedLoss);

    /// <summary>For the progress line, such as <c>35 pictures/s, 4:05 left, 812 MB, loss 0.512 █▆▅▃▂▁</c>.</summary>
    /// <param name="run">Of the whole run.</param>
    public string Status(RunProgress run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{PicturesPerSecond:0.#} pictures/s, {Left(run)}, {Environment.WorkingSet / BytesInMegabyte:0} MB, loss {_losses[^1]:0.000} {Sparkline.Draw(_losses, Bars)}");

    /// <summary>How long the run still takes.</summary>
    public static string Left(RunProgress run) => run.Left is { } left ? $"{Clock(left)} left" : "time left unknown";

    /// <summary>For the end of the stage.</summary>
    public string Summary()
    {
        using var self = Process.GetCurrentProcess();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_losses.Count * batchSize} pictures at {PicturesPerSecond:0.#} pictures/s, peak memory {self.PeakWorkingSet64 / BytesInMegabyte:0} MB");
    }

    private static string Clock(TimeSpan time) => time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
