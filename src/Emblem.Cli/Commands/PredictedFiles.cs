using Emblem.Data;
using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary>Which files are predicted, and what their folders say of them.</summary>
internal static class PredictedFiles
{
    /// <summary>Files by their own name, folders' pictures by their path below the folder; in the order given.</summary>
    public static IEnumerable<(string Name, string Path)> List(IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            if (File.Exists(path))
            {
                yield return (Path.GetFileName(path), path);
                continue;
            }

            if (!Directory.Exists(path))
                throw new EmblemException($"There is no file or folder '{path}'. Give pictures, or a folder of them.");
            ImageFolder folder = ImageFolder.Open(path);
            foreach (string name in folder.Names)
                yield return (name, folder.PathOf(name));
        }
    }

    /// <summary>
    /// The score, where every picture lies in a folder named after a class. A file that could not be read counts as wrong: the model has no
    /// answer for it.
    /// </summary>
    public static ScoreInterval? Score(
        IReadOnlyList<(string Name, string Path)> files, IReadOnlyList<Prediction> predictions, IReadOnlyList<string> classes)
    {
        string[] folders = [.. files.Select(file => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file.Path))) ?? "")];
        return folders.All(classes.Contains)
            ? ScoreInterval.Wilson(folders.Zip(predictions).Count(pair => pair.First == pair.Second.Label), files.Count)
            : null;
    }
}
