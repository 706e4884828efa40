using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary>What the names of the pictures' folders say of the answers.</summary>
internal static class FolderScore
{
    /// <summary>
    /// The score, where every picture lies in a folder named after a class. A file that could not be read counts as wrong: the model has no
    /// answer for it.
    /// </summary>
    public static ScoreInterval? Of(IReadOnlyList<Prediction> predictions, IReadOnlyList<string> classes)
    {
        string[] folders = [.. predictions.Select(answer => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(answer.Path!))) ?? "")];
        return folders.All(classes.Contains)
            ? ScoreInterval.Wilson(folders.Zip(predictions).Count(pair => pair.First == pair.Second.Label), predictions.Count)
            : null;
    }
}
