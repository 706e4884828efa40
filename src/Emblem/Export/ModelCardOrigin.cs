using System.Globalization;
using Emblem.Imaging;
using Emblem.ModelFiles;

namespace Emblem.Export;

/// <summary>What a model was made from and how, how to use it and how to make it again.</summary>
internal static class ModelCardOrigin
{
    private const int ShownClasses = 100;

    public static IEnumerable<string> Lines(ModelCard card) => [.. Material(card), .. Preparation(card.Model.Preprocessing), .. Use(card), .. Again(card)];

    private static IEnumerable<string> Material(ModelCard card)
    {
        (ModelMetadata model, TrainingProvenance past) = (card.Model, card.Model.Provenance);
        yield return "## What it was made from";
        yield return "";
        yield return $"- Network: {MarkdownText.Of(model.Architecture)}, head {MarkdownText.Of(model.Head.ToString())}.";
        yield return CardWeights.Of(past.StartedFrom) is { } known
            ? $"- Starting weights: {MarkdownText.Of(known.Source)}; licence {known.Licence}."
            : $"- Starting weights: {MarkdownText.Of(past.StartedFrom)}{(past.StartedFrom == "random" ? "" : "; their licence is not known here")}.";
        foreach (FitProvenance fit in past.Fits)
            yield return $"- {Trained(fit)}";
        if (past.Seed is { } seed)
            yield return Words($"- Seed {seed}{(past.WeightDecay is { } decay ? Words($", weight decay {decay}") : "")}.");
        if (past.EmblemVersion is not null)
            yield return $"- Emblem {MarkdownText.Of(past.EmblemVersion)}, libtorch {MarkdownText.Of(past.TorchVersion ?? "unknown")}.";
        yield return "";
        if (past.Pictures is { } pictures)
        {
            foreach (string line in Pictures(card, pictures))
                yield return line;
        }
    }

    private static IEnumerable<string> Pictures(ModelCard card, PictureProvenance pictures)
    {
        IReadOnlyList<string> classes = card.Model.Classes;
        yield return Words($"{pictures.Training.Sum()} pictures taught it and {pictures.Validation.Sum()} validated; SHA-256 over sides, classes, names and contents: `{MarkdownText.Of(pictures.Sha256)}`.");
        yield return "";
        if (classes.Count > ShownClasses)
        {
            yield return Words($"A class has {pictures.Training.Min()} to {pictures.Training.Max()} training pictures.");
            yield return "";
            yield break;
        }

        foreach (string line in MarkdownText.Table(
            ["class", "training", "validation"],
            classes.Select((name, i) => (string[])[MarkdownText.Of(name), Number(pictures.Training, i), Number(pictures.Validation, i)])))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Preparation(Preprocessing view)
    {
        yield return "## How pictures are prepared";
        yield return "";
        yield return Words($"{view.Width} x {view.Height} pixels by {Lower(view.Resize)} ({Lower(view.Resampling)}{(view.CropFraction < 1 ? Words($", the central {view.CropFraction}") : "")}), {(view.Orientation == PictureOrientation.Upright ? "turned upright by EXIF" : "as stored, EXIF ignored")}, sRGB over white, then normalised by mean {Join(view.Statistics.Mean)} and deviation {Join(view.Statistics.Std)}. Emblem does all of it; other programs have to.");
        yield return "";
    }

    private static IEnumerable<string> Use(ModelCard card) =>
    [
        "## How to use it",
        "",
        "```csharp",
        "using Emblem.Export;",
        $"using Predictor predictor = Predictor.{(ModelCard.IsOnnx(card.FileName) ? "LoadOnnx" : "Load")}({MarkdownText.Quoted(card.FileName)});",
        "Console.WriteLine(predictor.Predict(\"picture.jpg\"));",
        "```",
        "",
        "```bash",
        $"emblem predict {Shell(card.FileName)} picture.jpg",
        "```",
        "",
    ];

    private static IEnumerable<string> Again(ModelCard card) => card.Command is null
        ? []
        :
        [
            "## How to make it again",
            "",
            "```bash",
            card.Command,
            "```",
            "",
            "The same pictures, options and kind of processor give the same bytes.",
        ];

    private static string Trained(FitProvenance fit) => fit.C is { } c
        ? Words($"Trained: a head by {MarkdownText.Of(fit.Recipe)} on the features of the frozen network, C {c}.")
        : Words($"Trained: {MarkdownText.Of(fit.Recipe)}, {fit.Epochs} of {fit.PlannedEpochs} epochs, peak rates {string.Join(", ", fit.PeakRates.Select(rate => rate.ToString("0.##E+00", CultureInfo.InvariantCulture)))}{(fit.FrozenGroups == 0 ? "" : Words($", the first {fit.FrozenGroups} layer groups frozen"))}.");

    private static string Number(IReadOnlyList<int> counts, int i) => i < counts.Count ? counts[i].ToString(CultureInfo.InvariantCulture) : "";

    private static string Join(IReadOnlyList<float> values) => string.Join(" ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>As a POSIX shell takes it for one word.</summary>
    private static string Shell(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || "._-".Contains(c, StringComparison.Ordinal)) ? name : $"'{name.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
