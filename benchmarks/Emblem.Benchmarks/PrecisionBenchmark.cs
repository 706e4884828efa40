using System.Diagnostics;
using System.Globalization;
using Emblem.Augmentation;
using Emblem.Benchmarks.Trials;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Benchmarks;

/// <summary>
/// The same divisions and seeds in fp32 and in bf16, from random weights: there the most is learnt, so the most can go wrong. Each seed halves the
/// pictures several times, in parts that may be added later, and each half is scored by a training on the other, after the last epoch; no picture
/// chooses anything.
/// </summary>
internal sealed class PrecisionBenchmark() : Benchmark("precision", "Does bf16 cost accuracy?")
{
    private const int Seeds = 8;
    private const int Halvings = 4;

    // What ResNets learn from nothing by, here and in many papers on small pictures.
    private const double Rate = 3e-3;

    /// <param name="arguments">
    /// A file for the trials, a folder of pictures by class, the network's name, its side, epochs, pictures a batch,
    /// and how many parts of four halvings each seed has.
    /// </param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var log = new TrialLog(arguments[0]);
        LabelledImages pictures = ImageFolder.Open(arguments[1]).LabelByFolder();
        int[] numbers = [.. arguments.Skip(3).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        var training = new Training(Architectures.Find(arguments[2]), numbers[0], numbers[1], numbers[2]);
        string set = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(arguments[1]))}, {training}";
        (string Name, NumericPrecision Precision)[] variants = [("fp32", NumericPrecision.Single), ("bf16", NumericPrecision.BFloat16)];
        foreach (int part in Enumerable.Range(0, numbers[3]))
        {
            foreach (int seed in Enumerable.Range(1, Seeds))
            {
                foreach ((string name, NumericPrecision precision) in variants)
                {
                    await log.MakeAsync(set, name, seed, () => Task.FromResult(training.Run(pictures, precision, seed, part) with
                    {
                        Set = set,
                        Variant = name,
                    }), part);
                }
            }
        }

        await TrialTable.WriteAsync(log, [set], [.. variants.Select(variant => variant.Name)], output);
    }

    private sealed record Training(Architecture Network, int Side, int Epochs, int BatchSize)
    {
        public override string ToString() => $"{Network.Name}, {Side} px, {Epochs} epochs in batches of {BatchSize}";

        public TrialResult Run(LabelledImages pictures, NumericPrecision precision, int seed, int part)
        {
            long began = Stopwatch.GetTimestamp();
            // No two halvings, of any seed or part, are the same.
            int first = ((part * (Seeds + 1)) + seed) * Halvings;
            ScoredBatch[] scored = [.. Enumerable.Range(first, Halvings).SelectMany(halving => Halves(pictures, halving, precision))];
            ScoredBatch all = ScoredBatch.Join(pictures.Classes.Count, scored);
            int right = Enumerable.Range(0, all.Count).Count(i => all.Predicted(i) == all.Actual[i]);
            return new TrialResult("", "", seed, right, all.Count, all.Losses.Average(), Stopwatch.GetElapsedTime(began).TotalSeconds, part);
        }

        private IEnumerable<ScoredBatch> Halves(LabelledImages pictures, int seed, NumericPrecision precision) =>
            pictures.SplitIntoFolds(2, seed: seed).SelectMany(half => Score(half, seed, precision));

        private ScoredBatch[] Score(ImageSplit half, int seed, NumericPrecision precision)
        {
            ImageSplit training = half with { Training = [.. half.Training, .. half.Validation], Validation = [] };
            ImageData data = training.ToBatches(new BatchOptions
            {
                ImageSize = Side,
                BatchSize = BatchSize,
                Resize = ResizeMethod.Squish,
                Augment = Augmentations.Standard(flip: false),
                Seed = seed,
            });
            using Learner learner = Learner.ForClassification(
                data, Network, options: new LearnerOptions { Seed = seed, Compute = (ComputeOptions.OwnProcess with { Precision = precision }).Resolve() });
            learner.FitOneCycle(Epochs, Rate);
            return [.. Evaluator.Score(learner.Model, learner.Data!.Ordered(half.Test), null, CancellationToken.None)];
        }
    }
}
