using System.Diagnostics;
using System.Globalization;
using Emblem.Augmentation;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Recipes;

namespace Emblem.Benchmarks;

/// <summary>
/// How long a person waits for a model that is right so often: from pictures on the disk to the first time that the validation pictures, which
/// teach nothing, score it. The baseline is fast.ai's two stages without a search for rates, in fp32 with channels first.
/// </summary>
internal sealed class TimeToAccuracyBenchmark() : Benchmark("time-to-accuracy", "How long until a model is right so often?")
{
    private const int Side = 224;

    /// <param name="arguments">A folder with one subfolder a class, weights of EfficientNet-Lite0, the accuracy to reach (0.85).</param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var weights = new BodyWeights(arguments[1], Architectures.Find("tf_efficientnet_lite0"), "file");
        double target = arguments.Count > 2 ? double.Parse(arguments[2], CultureInfo.InvariantCulture) : 0.85;
        ImageSplit split = ImageFolder.Open(arguments[0]).LabelByFolder().SplitRandomly(0.2);
        ComputeOptions plain = ComputeOptions.OwnProcess with { Precision = NumericPrecision.Single, Layout = MemoryLayout.ChannelsFirst };
        (string Name, TrainingRecipe Recipe, ComputeOptions Compute)[] rows =
        [
            ("finetune, fp32, channels first", TrainingRecipes.FineTune, plain),
            ("finetune", TrainingRecipes.FineTune, ComputeOptions.OwnProcess),
            ("head+finetune, fp32, channels first", TrainingRecipes.HeadThenFineTune, plain),
            ("head+finetune", TrainingRecipes.HeadThenFineTune, ComputeOptions.OwnProcess),
        ];
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {CpuFeatures.Here}: {Path.GetFileName(arguments[0])}, {split.Training.Count} training and {split.Validation.Count} validation pictures, {weights.Architecture}, {Side} px\n"));
        await output.WriteLineAsync($"| recipe | s to {target:0.00} | times as fast | s in all | accuracy at the end |\n|---|---|---|---|---|");
        double? baseline = null;
        foreach ((string name, TrainingRecipe recipe, ComputeOptions compute) in rows)
        {
            Progress found = Train(split, weights, recipe, compute, target);
            baseline ??= found.Reached;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {(found.Reached is { } reached ? $"{reached:0.0}" : "never")} | {baseline / found.Reached:0.0} | {found.Seconds:0.0} | {found.Accuracy:0.000} |"));
        }
    }

    private static Progress Train(ImageSplit split, BodyWeights weights, TrainingRecipe recipe, ComputeOptions compute, double target)
    {
        var progress = new Progress(target);
        ImageData data = split.ToBatches(new BatchOptions
        {
            ImageSize = Side,
            Resize = recipe.Head is null ? ResizeMethod.Crop : ResizeMethod.Squish,
            Augment = Augmentations.Standard(flip: false, maxZoom: 1),
        });
        FineTuneRecipe stages = recipe.FineTune!;
        using Learner learner = Learner.ForClassification(data, weights.Architecture, options: new LearnerOptions
        {
            Weights = weights,
            Head = recipe.Head?.ToChoice() ?? HeadChoice.FastAi(finalNorm: true),
            FrozenNorm = stages.FrozenNorm,
            Compute = compute.Resolve(),
        });
        if (recipe.Head is { } head)
        {
            learner.FitHead(head);
            progress.Note(learner.Score(split.Validation).Score);
        }

        if (stages.FrozenEpochs > 0)
            learner.FitOneCycle(stages.FrozenEpochs, stages.Rate, [progress]);
        learner.Unfreeze();
        learner.FitOneCycle(stages.UnfrozenEpochs, stages.UnfrozenRates.Choose(stages.Rate, null), [progress]);
        return progress;
    }

    /// <summary>Runs a clock from its making.</summary>
    private sealed class Progress(double target) : Callback
    {
        private readonly long _began = Stopwatch.GetTimestamp();

        /// <summary>When the target was first reached.</summary>
        public double? Reached { get; private set; }

        public double Seconds { get; private set; }

        public double Accuracy { get; private set; }

        public void Note(double accuracy)
        {
            (Seconds, Accuracy) = (Stopwatch.GetElapsedTime(_began).TotalSeconds, accuracy);
            if (accuracy >= target)
                Reached ??= Seconds;
        }

        public override void OnEpochEnd(FitContext fit, EpochRecord epoch) => Note(epoch.Metrics[0].Value);
    }
}
