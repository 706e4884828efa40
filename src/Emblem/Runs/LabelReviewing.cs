using System.Globalization;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Training;
using Emblem.Training.Fitting;

namespace Emblem.Runs;

/// <summary>Makes a <see cref="LabelReview"/>: features of all pictures, predictions out of fold, copies and neighbours.</summary>
internal sealed class LabelReviewing(TrainingPlan run, RunTeller teller, CancellationToken stop)
{
    // A modified z-score above this is an outlier (Iglewicz and Hoaglin 1993); 1.4826 makes the median deviation of a normal distribution its standard one.
    private const double FarOut = 3.5;
    private const double OfNormal = 1.4826;

    // Divisions into folds: with one, what is found in pictures of several classes hangs on its chance.
    private const int Repeats = 5;

    // Passes of the network: what reading a picture for duplicates costs, and judging it.
    private const double ReadingWork = 0.3;
    private const double JudgingWork = 0.3;

    // Read at once: a review takes minutes, in which somebody may decide more.
    private readonly Corrections _applied = run.Corrections is { } given ? Corrections.Read(given.FileFor(run.Folder)) : new Corrections([]);

    public LabelReview Run()
    {
        LabelledImages images = run.Label();
        int pictures = images.Items.Count;
        teller.Expect(pictures * (1 + ReadingWork + JudgingWork));
        ImageSplit split = Joined(run.Split(images, teller.Begin("looking for duplicates", pictures * ReadingWork), stop), stop);
        teller.Tell(new PicturesDivided(split));
        return Review(split);
    }

    /// <summary>Reviews pictures whose copies are known already.</summary>
    /// <param name="split">What <see cref="Joined"/> gave.</param>
    /// <param name="known">Features that the run's head was fitted on, of the body as it was at the start: those that are the same are not computed again.</param>
    public LabelReview Review(ImageSplit split, FeatureTable? known = null)
    {
        TrainingPlan plan = ReviewBody.Plan(run, teller);
        int pictures = split.Training.Count + split.Validation.Count;
        FeatureTable features = ReadFeatures(plan, split, known is not null && ReviewBody.Reads(plan, run) ? known : FeatureTable.Empty);
        var found = OutOfFold.Of(split, features, ReviewBody.Recipe, Repeats, new RandomSource(plan.Seed), teller.Begin("judging labels", pictures * JudgingWork), stop);
        return new LabelReview(split.Classes, Rank(found, split, features))
        {
            Agreement = found.Scored.Accuracy,
            Body = $"{plan.Architecture} ({plan.Start!.Origin})",
            Applied = _applied,
        };
    }

    /// <summary>The network is there for the pictures that are not known, and freed before labels are judged.</summary>
    private FeatureTable ReadFeatures(TrainingPlan plan, ImageSplit split, FeatureTable known)
    {
        LabelledImage[] unknown = [.. split.Training.Concat(split.Validation).Where(item => !known.Has(item.Path)).DistinctBy(item => item.Path)];
        if (unknown.Length == 0)
            return known;
        using Learner learner = plan.CreateLearner(split.ToBatches(plan.Batches));
        learner.Messages = new LearnerNotes(teller);
        return known.With(FrozenFeatures.Read(
            learner.Model, learner.Data!, unknown, ReviewBody.Recipe.Views, learner.Options.Ranks, teller.Begin("computing features", unknown.Length), stop));
    }

    /// <summary>Test pictures are judged too; copies are looked for where they were not among those that were divided.</summary>
    public static ImageSplit Joined(ImageSplit split, CancellationToken stop)
    {
        LabelledImage[] taught = [.. split.Training.Concat(split.Test)];
        LabelledImage[] all = [.. taught.Concat(split.Validation).DistinctBy(item => item.Path)];
        IReadOnlyList<int[]> groups = split.GroupOf is { } known && all.All(item => known.ContainsKey(item.Path))
            ? split.GroupsOf(all, stop)
            : (split with { GroupOf = null }).GroupsOf(all, stop);
        return split with { Training = taught, Test = [], GroupOf = DuplicateGroups.Number(all, groups) };
    }

    private ReviewedPicture[] Rank(OutOfFold found, ImageSplit split, FeatureTable features)
    {
        IReadOnlyList<int[]> groups = split.GroupsOf(found.Items, stop);
        double[] distances = NearestPictures.Distances([.. found.Items.Select(item => features.Of(item.Path)[0])], groups, stop);
        (double usual, double limit) = UsualAndLimit(distances);
        var ranked = LabelErrors.Rank(found.Scored).ToDictionary(suspect => suspect.Picture);
        var judged = new (ReviewedPicture Picture, double Place)[found.Items.Count];
        foreach (int[] group in groups)
        {
            var conflict = CopyConflict.Of(found.Items, group, found.Scored);

            // The copies of one picture stand together, where the most suspect of them does.
            double worst = group.Max(i => Score(ranked.GetValueOrDefault(i)) ?? 0);
            foreach (int i in group)
            {
                SuspectLabel? suspect = ranked.GetValueOrDefault(i);
                ReviewedPicture picture = Judge(found.Items[i], suspect, distances[i] > limit, conflict?.IsSuspect(i) == true) with { Distance = distances[i] / usual };
                if (conflict is not null)
                {
                    picture = picture with
                    {
                        SuggestedLabel = conflict.Believed == found.Items[i].Label ? null : split.Classes[conflict.Believed],
                        Reason = string.Join("; ", ((string[])[conflict.Words(i, split.Classes), picture.Reason]).Where(reason => reason.Length > 0)),
                    };
                }

                double place = picture.Suspicion == LabelSuspicion.CopyUnderAnotherLabel ? worst : picture.Suspicion == LabelSuspicion.UnlikeAll ? distances[i] : Score(suspect) ?? 0;
                judged[i] = (picture, place);
            }
        }

        return
        [
            .. judged.OrderBy(item => item.Picture.Suspicion).ThenByDescending(item => item.Place)
                .ThenByDescending(item => item.Picture.Score).ThenBy(item => item.Picture.PictureFile, StringComparer.Ordinal).Select(item => item.Picture),
        ];

        ReviewedPicture Judge(LabelledImage item, SuspectLabel? suspect, bool isFar, bool isCopy)
        {
            string label = split.Classes[item.Label];
            string? suggested = suspect is null || suspect.Suggested == suspect.Given ? null : split.Classes[suspect.Suggested];
            bool isContradicted = suspect is { IsContradicted: true };
            LabelSuspicion suspicion = isCopy ? LabelSuspicion.CopyUnderAnotherLabel
                : isContradicted ? LabelSuspicion.Contradicted
                : suggested is not null ? LabelSuspicion.Doubted
                : isFar ? LabelSuspicion.UnlikeAll
                : LabelSuspicion.None;
            string?[] reasons =
            [
                suggested is null ? null
                    : isContradicted ? Words($"looks like {suggested} ({suspect!.Confidence:0.00}), not {label} ({suspect.SelfConfidence:0.00})")
                    : Words($"rather {suggested} ({suspect!.Confidence:0.00}) than {label} ({suspect.SelfConfidence:0.00})"),
                isFar ? "nothing is like it" : null,
                suspect is null ? "no other picture of its class is left to judge it by" : null,
            ];
            return new ReviewedPicture(run.NameOf(item), item.Path, label, suspicion)
            {
                SuggestedLabel = suggested,
                Score = Score(suspect),
                Reason = string.Join("; ", reasons.OfType<string>()),
            };
        }
    }

    private static double? Score(SuspectLabel? suspect) => suspect is null ? null : Math.Round(1 - suspect.SelfConfidence, 6);

    /// <summary>The median, and what lies too far beyond it.</summary>
    private static (double Usual, double Limit) UsualAndLimit(double[] distances)
    {
        double usual = Median(distances);
        return (usual, usual + (FarOut * OfNormal * Median([.. distances.Select(distance => Math.Abs(distance - usual))])));
    }

    private static double Median(double[] numbers) => numbers.Order().ElementAt(numbers.Length / 2);

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
