using System.Globalization;
using Emblem.Augmentation;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Projects;
using Emblem.Runs;
using Emblem.Training.Recipes;

namespace Emblem.Studio.Train;

/// <summary>What somebody asks of a training on the page, and the command that it comes to. What is left empty the command settles.</summary>
public sealed class TrainForm
{
    public const int SmallestSide = 32;
    public const int LargestSide = 1024;
    public const int MostEpochs = 1000;
    private const int Percent = 100;

    /// <summary>Where training may start from, beside a file.</summary>
    public static IReadOnlyList<string> WeightChoices { get; } = ["box", "imagenet", "none"];

    /// <summary>A name of <see cref="TrainingRecipes"/>.</summary>
    public string Recipe { get; set; } = "";

    /// <summary>A name of <see cref="Architectures"/>.</summary>
    public string Network { get; set; } = "";

    /// <summary>The side of the square that the network sees.</summary>
    public int? Size { get; set; }

    /// <summary>Of the stage in which everything learns.</summary>
    public int? Epochs { get; set; }

    /// <summary>Minutes after which training ends.</summary>
    public int? Minutes { get; set; }

    /// <summary>Hundredths of the pictures that are set aside for one honest score.</summary>
    public int TestPercent { get; set; } = 15;

    public string Weights { get; set; } = "";

    public string Augment { get; set; } = "";

    public bool Flip { get; set; }

    public bool Balanced { get; set; }

    public int? BatchSize { get; set; }

    public int? Folds { get; set; }

    public int? Patience { get; set; }

    public int? Seed { get; set; }

    /// <summary>The name of a finished run whose model is gone on from.</summary>
    public string From { get; set; } = "";

    /// <summary>Whether there are epochs to ask for: a head alone is fitted without any.</summary>
    public bool HasEpochs => Recipe != TrainingRecipes.Head.Name;

    /// <summary>The command's arguments for a new run, the verb first.</summary>
    /// <param name="project">Whose pictures, corrections and runs.</param>
    /// <param name="run">Its folder; null for a look at what would be done.</param>
    public IReadOnlyList<string> Arguments(ProjectFolder project, RunFolder? run) =>
    [
        "train", project.Verified,
        .. run is null ? (string[])["--dry-run"] : ["--out", run.Path],
        .. HasDecisions(project) ? (string[])["--corrections", project.Corrections] : [],
        .. Named("--recipe", Recipe, TrainingRecipes.All.Select(known => known.Name)),
        .. Named("--arch", Network, Architectures.All.Select(known => known.Name)),
        .. Start(project),
        .. Number("--size", Size, SmallestSide, LargestSide),
        .. HasEpochs ? Number("--unfrozen-epochs", Epochs, 1, MostEpochs) : [],
        .. Number("--time-budget", Minutes, 1, 100_000),
        .. TestPercent is > 0 and <= 50 ? (string[])["--test-fraction", ((double)TestPercent / Percent).ToString(CultureInfo.InvariantCulture)] : [],
        .. Named("--augment", Augment, Augmentations.Names),
        .. Flip ? (string[])["--flip"] : [],
        .. Balanced ? (string[])["--balanced"] : [],
        .. Number("--batch-size", BatchSize, 2, 1024),
        .. Number("--folds", Folds, 2, 20),
        .. HasEpochs ? Number("--early-stop", Patience, 0, MostEpochs) : [],
        .. Number("--seed", Seed, 0, int.MaxValue),
        .. run is null ? (string[])[] : ["--events", run.Events],
    ];

    /// <summary>The same as a line to be typed.</summary>
    public static string Line(IEnumerable<string> arguments) => $"emblem {string.Join(' ', arguments.Select(Quoted))}";

    private string[] Start(ProjectFolder project) => project.Runs.FirstOrDefault(run => run.IsFinished && Path.GetFileName(run.Path) == From) is { } from
        ? ["--from", from.Path]
        : Named("--weights", Weights, WeightChoices);

    private static bool HasDecisions(ProjectFolder project)
    {
        try
        {
            return File.Exists(project.Corrections) && Corrections.Read(project.Corrections).Decided.Count > 0;
        }
        catch (EmblemException)
        {
            // What is wrong with the file the command says.
            return true;
        }
    }

    // Only what is on a list: a page's answer may be anything.
    private static string[] Named(string option, string value, IEnumerable<string> known) => known.Contains(value, StringComparer.Ordinal) ? [option, value] : [];

    private static string[] Number(string option, int? value, int least, int most) =>
        value is { } number ? [option, Math.Clamp(number, least, most).ToString(CultureInfo.InvariantCulture)] : [];

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=+:,".Contains(letter)) ? argument : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
