using System.CommandLine;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>--on validation|test|folds|DIR</c>: which pictures a run is looked at again with.</summary>
internal static class JudgedPicturesOption
{
    private static readonly JudgedPictures[] OfTheRun = [JudgedPictures.Validation, JudgedPictures.Test, JudgedPictures.Folds];

    public static Option<string> Create() => new("--on")
    {
        Description = "Which pictures: the run's validation or test pictures, those that --folds held out with the answers of then, or labelled ones in a folder (./test for one of such a name).",
        HelpName = $"{string.Join('|', OfTheRun.Select(set => set.Name))}|DIR",
        DefaultValueFactory = _ => JudgedPictures.Validation.Name,
    };

    public static JudgedPictures Read(string given) => OfTheRun.FirstOrDefault(set => set.Name == given) ?? JudgedPictures.In(given);
}
