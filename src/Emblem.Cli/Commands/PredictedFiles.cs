using Emblem.Data;
using Emblem.Export;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary>Which files are predicted, and what their folders say of them.</summary>
internal static class PredictedFiles
{
    /// <summary>Files by their own name, folders' pictures by their path below the folder; in the order given.</summary>
    /// <param name="paths">Of files and folders.</param>
    /// <param name="notes">Gets what is to be said of the folders.</param>
    public static IEnumerable<PredictedFile> List(IReadOnlyList<string> paths, List<FolderNote> notes)
    {
        foreach (string path in paths)
        {
            if (File.Exists(path))
            {
                yield return new PredictedFile(Path.GetFileName(path), path, FolderOf(path));
                continue;
            }

            if (!Directory.Exists(path))
                throw new EmblemException($"There is no file or folder '{path}'. Give pictures, or a folder of them.");
            ImageFolder folder = ImageFolder.Open(path);
            notes.AddRange(folder.Notes);
            foreach (string name in folder.Names)
                yield return new PredictedFile(name, folder.PathOf(name), folder.PlaceOf(name).Class is { Length: > 0 } found ? found : FolderOf(folder.PathOf(name)));
        }
    }

    /// <summary>
    /// The score, where every picture lies in a folder named after a class. A file that could not be read counts as wrong: the model has no
    /// answer for it.
    /// </summary>
    public static ScoreInterval? Score(
        IReadOnlyList<PredictedFile> files, IReadOnlyList<Prediction> predictions, IReadOnlyList<string> classes)
    {
        return files.All(file => classes.Contains(file.Class))
            ? ScoreInterval.Wilson(files.Zip(predictions).Count(pair => pair.First.Class == pair.Second.Label), files.Count)
            : null;
    }

    private static string FolderOf(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "";
}
