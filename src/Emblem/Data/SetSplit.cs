using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Divides pictures as their folders say, and at random where they do not.</summary>
internal static class SetSplit
{
    public static ImageSplit Divide(LabelledImages images, double validation, double test, long seed, SplitOptions options, CancellationToken stop)
    {
        LabelledImages learned = images.Learned;
        if (learned.Items.Count == 0)
            throw new EmblemException($"There are validation and test pictures alone ({images.Items.Count}), none to learn from. Add a folder 'train', or give the folder of one set.");
        IReadOnlyList<LabelledImage> validating = images.InSets(FolderSet.Validation);
        IReadOnlyList<LabelledImage> testing = images.InSets(FolderSet.Test);
        double testShare = testing.Count > 0 ? 0 : test;
        ImageSplit split = validating.Count == 0 ? RandomSplit.Divide(learned, validation, testShare, seed, options, stop)
            : testShare > 0 ? TestOnAShare(learned, validating, testShare, seed, options, stop)
            : ImageSplit.Create(images.Classes, learned.Items, validating, []) with { Duplicates = options.Duplicates };
        FolderNote[] notes =
        [
            .. validating.Count > 0 && validation != SplitOptions.UsualValidation ? (FolderNote[])[ShareNotUsed(validating, "validates", "validation")] : [],
            .. testing.Count > 0 && test > 0 ? (FolderNote[])[ShareNotUsed(testing, "tests", "testing")] : [],
        ];
        return split with
        {
            Test = testing.Count > 0 ? testing : split.Test,
            Known = [.. images.Notes, .. notes],
            IsValidationApart = validating.Count > 0,
        };
    }

    /// <summary>A note on a set that something else takes the place of.</summary>
    public static FolderNote NotUsed(IReadOnlyList<LabelledImage> set, string why) =>
        new(FolderNoteKind.SetNotUsed, Where(set), $"{set.Count} pictures left out, since {why}");

    private static ImageSplit TestOnAShare(
        LabelledImages learned, IReadOnlyList<LabelledImage> validating, double share, long seed, SplitOptions options, CancellationToken stop)
    {
        ImageSplit held = RandomSplit.Divide(learned, share, test: 0, seed, options, stop);
        return held with { Validation = validating, Test = held.Validation };
    }

    private static FolderNote ShareNotUsed(IReadOnlyList<LabelledImage> set, string verb, string share) =>
        new(FolderNoteKind.SetNotUsed, Where(set), $"{verb}, so no share is held out for {share}", "leave the share out, or give a folder without sets");

    /// <summary>The set's folder; its usual name where something else makes the set.</summary>
    private static string Where(IReadOnlyList<LabelledImage> set)
    {
        string folder = set[0].Name.Split('/')[0];
        return set[0].Set == FolderSet.None ? "test" : FolderLayout.SetOf(folder) == set[0].Set ? folder : set[0].Set == FolderSet.Validation ? "valid" : "test";
    }
}
