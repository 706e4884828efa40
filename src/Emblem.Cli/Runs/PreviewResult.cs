using Emblem.Data;
using Emblem.Folders;
using Emblem.Runs;

namespace Emblem.Cli.Runs;

/// <summary>What <c>train --dry-run --json</c> tells.</summary>
/// <param name="Data">The folder of pictures.</param>
/// <param name="Architecture">By name.</param>
/// <param name="Weights">What training would start from.</param>
/// <param name="Recipe">Its name.</param>
/// <param name="Stages">Its steps.</param>
/// <param name="Folds">Further trainings for a cross-validation.</param>
/// <param name="Classes">In index order, with the pictures of each side.</param>
/// <param name="Seed">Of the whole run.</param>
/// <param name="Notes">What looks odd about the pictures' folders, and what was passed over.</param>
internal sealed record PreviewResult(
    string Data,
    string Architecture,
    string Weights,
    string Recipe,
    IReadOnlyList<string> Stages,
    int Folds,
    IReadOnlyList<ClassCounts> Classes,
    long Seed,
    IReadOnlyList<FolderNote> Notes)
{
    /// <summary>Tells it from the result of a run.</summary>
    public bool DryRun => true;

    public static PreviewResult Of(TrainingPreview found)
    {
        ImageSplit split = found.Split;
        int[][] sides = [.. ((IReadOnlyList<LabelledImage>[])[split.Training, split.Validation, split.Test]).Select(side => SplitTable.CountByClass(split, side))];
        return new PreviewResult(
            found.Plan.Data,
            found.Plan.Architecture,
            found.Plan.Start?.Origin ?? "random",
            found.Plan.Recipe.Name,
            found.Stages,
            found.Folds,
            [.. split.Classes.Select((name, label) => new ClassCounts(name, sides[0][label], sides[1][label], sides[2][label]))],
            found.Plan.Seed,
            split.Notes);
    }
}

/// <summary>The pictures of one class.</summary>
internal sealed record ClassCounts(string Class, int Training, int Validation, int Test);
