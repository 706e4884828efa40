using Emblem.Data;

namespace Emblem.Benchmarks.Trials;

/// <summary>Pictures to train on and pictures that only score.</summary>
/// <param name="Name">The set, and which division of it.</param>
/// <param name="Training">A folder with one folder a class.</param>
/// <param name="Scored">Another.</param>
internal sealed record TrialSet(string Name, string Training, string Scored)
{
    /// <summary>A set that comes divided, in the folders <c>train</c> and <c>test</c>.</summary>
    public static TrialSet Divided(string folder) =>
        new(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), Path.Combine(folder, "train"), Path.Combine(folder, "test"));

    /// <summary>Copies a folder's pictures into two, one fold in the second; copies of a picture stay on one side.</summary>
    /// <param name="name">Of the set.</param>
    /// <param name="folder">With one folder a class.</param>
    /// <param name="folds">Into how many the pictures are divided.</param>
    /// <param name="held">The fold that scores, from 0.</param>
    /// <param name="seed">Of the division.</param>
    /// <param name="into">Where the two go.</param>
    public static TrialSet HoldOut(string name, string folder, int folds, int held, int seed, string into)
    {
        ImageSplit split = ImageFolder.Open(folder).LabelByFolder().SplitIntoFolds(folds, seed: seed)[held];
        var set = new TrialSet(name, Path.Combine(into, "train"), Path.Combine(into, "test"));
        Copy(split.Classes, split.Training.Concat(split.Validation), set.Training);
        Copy(split.Classes, split.Test, set.Scored);
        return set;
    }

    private static void Copy(IReadOnlyList<string> classes, IEnumerable<LabelledImage> pictures, string into)
    {
        foreach (LabelledImage picture in pictures)
        {
            string folder = Path.Combine(into, classes[picture.Label]);
            Directory.CreateDirectory(folder);
            File.Copy(picture.Path, Path.Combine(folder, Path.GetFileName(picture.Path)));
        }
    }
}
