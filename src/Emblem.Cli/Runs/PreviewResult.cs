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

    public static PreviewResult Of(TrainingPreview found) => new(
        found.Plan.Data,
        found.Plan.Architecture,
        found.Plan.Start?.Origin ?? "random",
        found.Plan.Recipe.Name,
        found.Stages,
        found.Folds,
        [
            .. found.Split.Classes.Select((name, label) => new ClassCounts(
                name, Count(found.Split.Training, label), Count(found.Split.Validation, label), Count(found.Split.Test, label))),
        ],
        found.Plan.Seed,
        found.Split.Notes);

    private static int Count(IReadOnlyList<LabelledImage> items, int label) => items.Count(item => item.Label == label);
}

/// <summary>The pictures of one class.</summary>
internal sealed record ClassCounts(string Class, int Training, int Validation, int Test);
