using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Emblem.Cluster;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Training;
using Emblem.Training.Callbacks;
using static TorchSharp.torch;

namespace Emblem.Benchmarks.Ranked;

/// <summary>Training steps of a learner on noise, of one process or of several that share each batch, as <c>emblem train</c> makes them.</summary>
/// <param name="Architecture">The network's name.</param>
/// <param name="Size">Side of the pictures.</param>
/// <param name="BatchSize">Pictures of a whole batch.</param>
/// <param name="Steps">Timed steps, after two that are not.</param>
/// <param name="Threads">Of each process.</param>
internal sealed record RankedSteps(string Architecture, int Size, int BatchSize, int Steps, int Threads)
{
    /// <summary>The first argument of a process that makes them; no benchmark has this name.</summary>
    public const string Row = "ranked-row";

    private const int Untimed = 2;
    private const double Rate = 1e-4;

    /// <summary>Whether batch norms take each process's own statistics.</summary>
    public bool NormsPerRank { get; init; }

    /// <summary>Starts it.</summary>
    /// <param name="starter">What starts the processes, and its own arguments; none for one process.</param>
    public async Task<RankedFigures> MeasureAsync(params IReadOnlyList<string> starter)
    {
        string[] command = [.. starter, Environment.ProcessPath!, Row, JsonSerializer.Serialize(this)];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in (string[])["OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"])
            start.Environment[name] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        int from = answer.IndexOf('{', StringComparison.Ordinal);
        return process.ExitCode == 0 && from >= 0
            ? JsonSerializer.Deserialize<RankedFigures>(answer[from..(answer.LastIndexOf('}') + 1)])!
            : throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}: {answer}{await errors}");
    }

    /// <summary>Makes them in this process; one of several says what it found for all.</summary>
    public static void RunRow(string arguments, TextWriter output)
    {
        using var ranks = Ranks.Join();
        RankedFigures found = JsonSerializer.Deserialize<RankedSteps>(arguments)!.Run(ranks);
        if (ranks is not { IsFirst: false })
            output.WriteLine(JsonSerializer.Serialize(found));
    }

    private RankedFigures Run(Ranks? ranks)
    {
        ComputePlan plan = (ComputeOptions.OwnProcess with { Threads = Threads }).Resolve();
        using ComputeLease process = plan.Lease();
        TransferModel model = TransferModel.Create(Architectures.Find(Architecture), 2, HeadChoice.FastAi(), new RandomSource(1));
        model.Use(plan);
        BatchPart part = BatchPart.OfRank(BatchSize, ranks?.Rank ?? 0, ranks?.Count ?? 1);
        using var noise = new Generator(1, CPU);
        using Tensor pictures = randn([BatchSize, 3, Size, Size], generator: noise).narrow(0, part.First, part.Count).contiguous();
        using var learner = new Learner(
            model,
            new BatchSource(Steps + Untimed, (_, _) => Enumerable.Range(0, Steps + Untimed).Select(_ => NoiseOf(pictures, part, ranks is not null))),
            validation: null,
            [],
            new ModelMetadata(Architecture, ["a", "b"], new Preprocessing(Size, Size), new HeadDescription(HeadKind.FastAi), new TrainingProvenance("random")),
            new LearnerOptions { Ranks = ranks, SharedNorms = !NormsPerRank });
        var watch = new StepWatch(ranks, Untimed);
        learner.Unfreeze();
        learner.FitOneCycle(1, Rate, [watch]);
        return new RankedFigures(
            Medians.Of(watch.Seconds), watch.Bytes / Steps, watch.Waiting, learner.History.Batches[^1].Loss, ranks?.Library ?? string.Create(CultureInfo.InvariantCulture, $"{Threads} threads"));
    }

    private static Batch NoiseOf(Tensor pictures, BatchPart part, bool isPart) => new(
        pictures.clone().DetachFromDisposeScope(), tensor([.. Enumerable.Range(part.First, part.Count).Select(i => (long)(i % 2))]).DetachFromDisposeScope(), [.. Enumerable.Range(part.First, part.Count)])
    {
        Part = isPart ? part : null,
    };

    private sealed class StepWatch(Ranks? ranks, int untimed) : Callback
    {
        private readonly List<(double Seconds, double Waited)> _steps = [];
        private long _last = Stopwatch.GetTimestamp();
        private TimeSpan _waited;
        private long _untimedBytes;

        public double Bytes => (ranks?.BytesGiven ?? 0) - _untimedBytes;

        public IReadOnlyList<double> Seconds => [.. _steps.Skip(untimed).Select(step => step.Seconds)];

        public double Waiting => _steps.Skip(untimed).Sum(step => step.Waited) / Seconds.Sum();

        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            TimeSpan waited = ranks?.Waited ?? TimeSpan.Zero;
            _steps.Add((Stopwatch.GetElapsedTime(_last).TotalSeconds, (waited - _waited).TotalSeconds));
            (_last, _waited) = (Stopwatch.GetTimestamp(), waited);
            if (_steps.Count == untimed)
                _untimedBytes = ranks?.BytesGiven ?? 0;
        }
    }
}
