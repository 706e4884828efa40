using System.Diagnostics;
using System.Globalization;
using Emblem.Benchmarks.Features;
using Emblem.Benchmarks.Trials;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training.Fitting;
using Emblem.Training.Recipes;

namespace Emblem.Benchmarks;

/// <summary>
/// What the features of the recipe <c>head</c> were chosen by: cross-validation inside training folders, five folds a seed, each picture scored once a
/// seed by a regression whose strength its own training pictures chose. No test picture is read.
/// </summary>
internal sealed class FeaturesBenchmark() : Benchmark("features", "Which features of a frozen network is a head best fitted on?")
{
    private const int Folds = 5;

    /// <param name="arguments">
    /// <c>screen</c> for all variants or <c>confirm</c> for the chosen one, a file for the trials, <c>box</c> or a file of weights, the first seed, the
    /// last, then folders of pictures by class. Features are kept beside the trials.
    /// </param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var log = new TrialLog(arguments[1]);
        NativeRuntime.EnsureLoaded();
        BodyWeights weights = arguments[2] == "box" ? BoxedWeights.Open() : PretrainedWeights.FromFile(arguments[2]);
        int[] seeds = [.. Enumerable.Range(0, 1 + int.Parse(arguments[4], CultureInfo.InvariantCulture)).Skip(int.Parse(arguments[3], CultureInfo.InvariantCulture))];
        string network = weights.Architecture.Name;
        IReadOnlyList<FeatureVariant> variants = FeatureVariant.For(StagesOf(weights.Architecture), chosen: arguments[0] == "confirm");
        var store = new FeatureStore(weights, Path.GetDirectoryName(Path.GetFullPath(arguments[1]))!);
        string[] folders = [.. arguments.Skip(5)];
        foreach (string folder in folders)
        {
            string set = PictureSets.NameOf(folder);
            LabelledImages images = ImageFolder.Open(folder).LabelByFolder();
            ImageSplit whole = images.SplitRandomly(0.2);
            IReadOnlyList<int[]> groups = whole.GroupsOf(images.Items, default);
            IReadOnlyDictionary<string, PictureFeatures> features = store.Read(set, whole, images.Items);
            foreach (int seed in seeds)
            {
                IReadOnlyList<ImageSplit> folds = Data.Folds.Split(images, groups, Folds, 0.2, seed);
                foreach (FeatureVariant variant in variants)
                    await log.MakeAsync($"{set}, {network}", variant.Name, seed, () => Task.FromResult(Try($"{set}, {network}", variant, seed, folds, features)));
            }
        }

        string[] sets = [.. folders.Select(folder => $"{PictureSets.NameOf(folder)}, {network}")];
        string[] names = [.. variants.Select(variant => variant.Name)];
        await TrialTable.WriteAsync(log, sets, names, output);
        await TrialTable.WriteMeansAsync(log, sets, names, output);
    }

    private static int StagesOf(Architecture architecture)
    {
        using FeatureExtractor body = architecture.CreateBody();
        return body.StageWidths.Count;
    }

    private static TrialResult Try(
        string set, FeatureVariant variant, int seed, IReadOnlyList<ImageSplit> folds, IReadOnlyDictionary<string, PictureFeatures> features)
    {
        long began = Stopwatch.GetTimestamp();
        var table = new FeatureTable(features.ToDictionary(entry => entry.Key, entry => variant.Rows(entry.Value)));
        var scores = new List<(double Loss, bool IsRight)>();
        foreach (ImageSplit fold in folds)
        {
            // As many pictures as a run trains on: four fifths.
            LabelledImage[] taught = [.. fold.Training.Concat(fold.Validation).OrderBy(item => item.Name, StringComparer.Ordinal)];
            var search = new HeadSearch(table, taught, fold.Classes.Count, new HeadRecipe(), default);
            HeadCoefficients found = search.Run(fold.GroupsOf(taught, default), new RandomSource(seed), null).Coefficients;
            scores.AddRange(fold.Test.Select(item => found.Score(table.Of(item.Path)[0], item.Label)));
        }

        return new TrialResult(
            set, variant.Name, seed, scores.Count(score => score.IsRight), scores.Count, scores.Average(score => score.Loss), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}
