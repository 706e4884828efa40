using System.Diagnostics;
using System.Globalization;
using Emblem.Augmentation;
using Emblem.Benchmarks.Trials;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Training;

namespace Emblem.Benchmarks;

/// <summary>
/// The same divisions and seeds in fp32 and in bf16, from random weights: there the most is learnt, so the most can go wrong. Each seed divides the
/// pictures anew and scores every one of them once, after the last epoch; no picture chooses anything.
/// </summary>
internal sealed class PrecisionBenchmark() : Benchmark("precision", "Does bf16 cost accuracy?")
{
    private const int Seeds = 8;
    private const int Folds = 2;

    // What ResNets learn from nothing by, here and in many papers on small pictures.
    private const double Rate = 3e-3;

    /// <param name="arguments">A file for the trials, a folder of pictures by class, the network's name, its side, epochs.</param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var log = new TrialLog(arguments[0]);
        LabelledImages pictures = ImageFolder.Open(arguments[1]).LabelByFolder();
        Architecture network = Architectures.Find(arguments[2]);
        int side = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        int epochs = int.Parse(arguments[4], CultureInfo.InvariantCulture);
        string set = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(arguments[1]))}, {network.Name}, {side} px, {epochs} epochs";
        string[] names = ["fp32", "bf16"];
        for (int seed = 1; seed <= Seeds; seed++)
        {
            foreach (string name in names)
            {
                Precision precision = name == "bf16" ? Precision.BFloat16 : Precision.Single;
                int own = seed;
                await log.MakeAsync(set, name, own, () => Task.FromResult(
                    Train(pictures, network, side, epochs, precision, own) with { Set = set, Variant = name }));
            }
        }

        await TrialTable.WriteAsync(log, [set], names, output);
    }

    private static TrialResult Train(LabelledImages pictures, Architecture network, int side, int epochs, Precision precision, int seed)
    {
        long began = Stopwatch.GetTimestamp();
        (int Right, int Count, double Loss)[] folds =
            [.. pictures.SplitIntoFolds(Folds, seed: seed).Select(fold => TrainOn(fold, network, side, epochs, precision, seed))];
        int count = folds.Sum(fold => fold.Count);
        double loss = folds.Sum(fold => fold.Loss * fold.Count) / count;
        return new TrialResult("", "", seed, folds.Sum(fold => fold.Right), count, loss, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static (int Right, int Count, double Loss) TrainOn(
        ImageSplit fold, Architecture network, int side, int epochs, Precision precision, int seed)
    {
        // Nothing is chosen by an epoch's score, so the fold itself may follow the training.
        ImageSplit all = fold with { Training = [.. fold.Training, .. fold.Validation], Validation = fold.Test, Test = [] };
        ImageData data = all.ToBatches(new BatchOptions
        {
            ImageSize = side,
            Resize = ResizeMethod.Squish,
            Augment = Augmentations.Standard(flip: false),
            Seed = seed,
        });
        using Learner learner = Learner.ForClassification(
            data, network, options: new LearnerOptions { Seed = seed, Compute = new ComputeOptions { Precision = precision } });
        learner.FitOneCycle(epochs, Rate);
        EpochRecord last = learner.History.Epochs[^1];
        return ((int)Math.Round(last.Metrics[0].Value * fold.Test.Count), fold.Test.Count, last.ValidLoss!.Value);
    }
}
