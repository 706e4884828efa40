using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Imaging;
using Emblem.ModelFiles;

namespace Emblem.Cli.Runs;

/// <summary>A saved model's description in lines for people.</summary>
internal static class ModelSummary
{
    private const int ShownDigits = 12;

    public static IEnumerable<string> Lines(ModelMetadata model)
    {
        Preprocessing view = model.Preprocessing;
        TrainingProvenance past = model.Provenance;
        yield return $"Model: {model.Architecture}, head {model.Head}, {model.Classes.Count} classes: {ShortList.Of(model.Classes)}";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Pictures: {view.Width} x {view.Height} pixels by {Lower(view.Resize)}{Details(view)}, mean {Join(view.Statistics.Mean)}, deviation {Join(view.Statistics.Std)}");
        yield return $"Weights: {past.StartedFrom}{(past.EmblemVersion is null ? "" : $" (Emblem {past.EmblemVersion}, torch {past.TorchVersion})")}";
        foreach (FitProvenance fit in past.Fits)
        {
            if (fit.C is { } c)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Trained: head by {fit.Recipe} on frozen features, C {c}, seed {past.Seed}");
                continue;
            }

            string rates = string.Join(", ", fit.PeakRates.Select(rate => rate.ToString("0.##E+00", CultureInfo.InvariantCulture)));
            string frozen = fit.FrozenGroups == 0 ? "" : $", {fit.FrozenGroups} of {fit.PeakRates.Count} groups frozen (batch norms {past.FrozenNorm})";
            yield return $"Trained: {fit.Recipe}, {fit.Epochs} of {fit.PlannedEpochs} epochs, rates {rates}{frozen}, seed {past.Seed}";
        }

        if (model.Novelty is { } novelty)
            yield return $"Novelty: {novelty}";
        if (model.Answers is { } answers)
            yield return $"Answers: {answers}";
        if (past.Pictures is { } pictures)
            yield return $"Trained on: {Counts(model, pictures.Training)}; validated on {pictures.Validation.Sum()}; sha256 {pictures.Sha256[..Math.Min(ShownDigits, pictures.Sha256.Length)]}…";
    }

    private static string Counts(ModelMetadata model, IReadOnlyList<int> counts) =>
        ShortList.Of([.. model.Classes.Zip(counts, (name, count) => $"{count} {name}")]);

    private static string Join(IReadOnlyList<float> values) => string.Join(' ', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What differs from a plain training's own way.</summary>
    private static string Details(Preprocessing view)
    {
        string[] parts =
        [
            .. view.Resampling == Resampling.Sampled ? (string[])[] : [view.Resampling.ToString().ToLowerInvariant()],
            .. view.Orientation == PictureOrientation.Upright ? (string[])[] : ["as stored, EXIF ignored"],
            .. view.CropFraction < 1 ? [string.Create(CultureInfo.InvariantCulture, $"the central {view.CropFraction}")] : (string[])[],
        ];
        return parts.Length == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    private static string Lower(ResizeMethod method) => method.ToString().ToLowerInvariant();
}
