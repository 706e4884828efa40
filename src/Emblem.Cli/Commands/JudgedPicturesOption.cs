using System.CommandLine;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>--on validation|test|folds|DIR</c>: which pictures a run is looked at again with.</summary>
internal static class JudgedPicturesOption
{
    private const string Validation = "validation";
    private const string Test = "test";
    private const string Folds = "folds";

    public static Option<string> Create() => new("--on")
    {
        Description = "Which pictures: the run's validation or test pictures, those that --folds held out with the answers of then, or labelled ones in a folder (./test for one of such a name).",
        HelpName = $"{Validation}|{Test}|{Folds}|DIR",
        DefaultValueFactory = _ => Validation,
    };

    public static JudgedPictures Read(string given) => given switch
    {
        Validation => JudgedPictures.Validation,
        Test => JudgedPictures.Test,
        Folds => JudgedPictures.Folds,
        _ => JudgedPictures.In(given),
    };
}
