using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Training.Fitting;

/// <summary>
/// Chooses the c of a regression by cross-validation on its training pictures alone, then fits it on all of them. Pictures that are copies
/// of each other are held out together; rows are standardised anew in each fold, so what is held out decides nothing.
/// </summary>
internal sealed class HeadSearch(FeatureTable features, IReadOnlyList<LabelledImage> items, int classes, HeadRecipe recipe, CancellationToken stop)
{
    private const string Stage = "fitting the head";

    // For answers of fits that are not kept: probabilities are right to three digits, in a third of the time.
    private const double ScoringTolerance = 1e-4;

    // Folds are fitted at the same time while their copies of the features are no larger than this together; else one after the other, each by all threads.
    private const long MostCopied = 64 << 20;

    /// <param name="groups">Positions that are held out together.</param>
    /// <param name="random">Decides the folds.</param>
    /// <param name="progress">Told after each fit.</param>
    public (HeadCoefficients Coefficients, double C, IReadOnlyList<CrossValidatedC> Scores) Run(
        IReadOnlyList<int[]> groups, RandomSource random, IProgress<StepProgress>? progress)
    {
        IReadOnlyList<double> cs = recipe.Cs;
        IReadOnlyList<CrossValidatedC> scores = cs.Count == 1 ? [] : CrossValidate(groups, random, progress);

        // Of equals the first, which is the stronger penalty; what is no number is none of the least.
        double chosen = scores.Count == 0 ? cs[0] : scores.MinBy(score => double.IsFinite(score.Loss) ? score.Loss : double.PositiveInfinity)!.C;
        HeadCoefficients final = FitEach([.. Enumerable.Range(0, items.Count)], [.. cs.Where(c => c <= chosen)], LogisticRegression.Tolerance).Last();
        return (final, chosen, scores);
    }

    /// <summary>What the fits that had not seen a picture make of it, with the c that has the least loss; no numbers where nothing could be fitted without it.</summary>
    /// <param name="groups">Positions that are held out together.</param>
    /// <param name="random">Decides the folds.</param>
    /// <param name="repeats">Divisions into folds, whose probabilities are averaged: more of them leave less to the chance of one.</param>
    /// <param name="progress">Told after each fit.</param>
    /// <returns>In the order of the pictures, and the c.</returns>
    public (ScoredBatch Scored, double C) PredictOutOfFold(IReadOnlyList<int[]> groups, RandomSource random, int repeats, IProgress<StepProgress>? progress)
    {
        var probabilities = recipe.Cs.Select(_ => new float[items.Count][]).ToArray();
        var losses = recipe.Cs.Select(_ => Enumerable.Repeat(float.NaN, items.Count).ToArray()).ToArray();
        foreach ((int c, int item, HeadCoefficients found) in HeldOut(groups, random, recipe.Cs, progress))
        {
            float[] row = features.Of(items[item].Path)[0];
            probabilities[c][item] = found.Probabilities(row);
            losses[c][item] = (float)found.Score(row, items[item].Label).Loss;
        }

        int best = Enumerable.Range(0, recipe.Cs.Count).MinBy(c => losses[c].Where(loss => !float.IsNaN(loss)).Average());
        for (int repeat = 1; repeat < repeats; repeat++)
        {
            foreach ((int _, int item, HeadCoefficients found) in HeldOut(groups, new RandomSource(random.Seed + repeat), [recipe.Cs[best]], progress))
            {
                float[] again = found.Probabilities(features.Of(items[item].Path)[0]);
                probabilities[best][item] = [.. probabilities[best][item].Zip(again, (mean, one) => mean + ((one - mean) / (repeat + 1)))];
                losses[best][item] = -MathF.Log(Math.Max(probabilities[best][item][items[item].Label], float.Epsilon));
            }
        }

        float[] none = [.. Enumerable.Repeat(float.NaN, classes)];
        return (new ScoredBatch(classes, [.. probabilities[best].SelectMany(row => row ?? none)], [.. items.Select(item => item.Label)], losses[best]), recipe.Cs[best]);
    }

    /// <summary>Fits on some pictures alone and scores others, for each c in turn.</summary>
    /// <param name="taught">Positions of those that are fitted on.</param>
    /// <param name="tested">Positions of those that are scored by their plain view.</param>
    /// <param name="cs">Ascending.</param>
    public IEnumerable<(double Loss, bool IsRight)[]> ScoreEach(int[] taught, int[] tested, IReadOnlyList<double> cs) =>
        FitEach(taught, cs, ScoringTolerance).Select(found => tested.Select(i => found.Score(features.Of(items[i].Path)[0], items[i].Label)).ToArray());

    private CrossValidatedC[] CrossValidate(IReadOnlyList<int[]> groups, RandomSource random, IProgress<StepProgress>? progress)
    {
        var losses = new double[recipe.Cs.Count];
        var right = new int[recipe.Cs.Count];
        var count = new int[recipe.Cs.Count];
        foreach ((int c, int item, HeadCoefficients found) in HeldOut(groups, random, recipe.Cs, progress))
        {
            (double loss, bool isRight) = found.Score(features.Of(items[item].Path)[0], items[item].Label);
            losses[c] += loss;
            right[c] += isRight ? 1 : 0;
            count[c]++;
        }

        return [.. recipe.Cs.Select((c, i) => new CrossValidatedC(c, losses[i] / count[i], (double)right[i] / count[i]))];
    }

    /// <summary>Each picture that can be held out with the fit that has not seen it, for each c in turn.</summary>
    private IEnumerable<(int C, int Item, HeadCoefficients Found)> HeldOut(
        IReadOnlyList<int[]> groups, RandomSource random, IReadOnlyList<double> cs, IProgress<StepProgress>? progress)
    {
        int[] fold = Folds.Divide([.. items.Select(item => item.Label)], groups, recipe.Folds, random);
        int[] folds = [.. fold.Where(held => held != Folds.Never).Distinct().Order()];
        if (folds.Length == 0)
        {
            throw new EmblemException(
                "No class has two different training pictures, so nothing can be held out to choose how strongly a head is fitted, or to judge labels by. "
                + "Add pictures. To train all the same, give a recipe with one value in 'strengths'.");
        }

        int done = 0;
        var found = new HeadCoefficients[folds.Length][];
        Parallel.For(0, folds.Length, new ParallelOptions { MaxDegreeOfParallelism = FoldsAtOnce, CancellationToken = stop }, i =>
        {
            int[] taught = [.. Enumerable.Range(0, items.Count).Where(item => fold[item] != folds[i])];
            found[i] = new HeadCoefficients[cs.Count];
            foreach ((int c, HeadCoefficients fitted) in FitEach(taught, cs, ScoringTolerance).Index())
            {
                found[i][c] = fitted;
                progress?.Report(new StepProgress(Stage, Interlocked.Increment(ref done), folds.Length * cs.Count));
            }
        });
        return
            from i in Enumerable.Range(0, folds.Length)
            from c in Enumerable.Range(0, cs.Count)
            from item in Enumerable.Range(0, items.Count)
            where fold[item] == folds[i]
            select (c, item, found[i][c]);
    }

    private int FoldsAtOnce => (int)Math.Clamp(
        MostCopied / ((long)items.Count * features.Views * features.Width * sizeof(double)), 1, Environment.ProcessorCount);

    /// <summary>Fits for each c in turn, each from the one before: strong penalties converge at once and lead the weak ones, for which they need not be exact.</summary>
    private IEnumerable<HeadCoefficients> FitEach(int[] taught, IReadOnlyList<double> cs, double tolerance)
    {
        float[][] rows = [.. taught.SelectMany(i => features.Of(items[i].Path))];
        int[] labels = [.. taught.SelectMany(i => Enumerable.Repeat(items[i].Label, features.Views))];
        var standard = Standardisation.Of(rows);
        var regression = new LogisticRegression(standard.Apply(rows), labels, classes, 1.0 / features.Views);
        double[] point = regression.Start;
        foreach ((int i, double c) in cs.Index())
        {
            regression.Fit(point, c, i < cs.Count - 1 ? Math.Max(tolerance, ScoringTolerance) : tolerance, stop);
            yield return new HeadCoefficients(standard, [.. point], classes);
        }
    }
}
