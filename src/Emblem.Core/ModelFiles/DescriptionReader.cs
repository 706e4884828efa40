using System.Text.Json;
using Emblem.Imaging;

namespace Emblem.ModelFiles;

/// <summary>Makes a model's description of the JSON that <see cref="ModelJson"/> writes. What a file leaves out has its usual value; what is not known is passed over.</summary>
internal static class DescriptionReader
{
    /// <summary>Reads a description of the present format.</summary>
    /// <param name="description">An object.</param>
    /// <exception cref="Exception">JsonException, ArgumentException, InvalidOperationException or FormatException: it is damaged.</exception>
    public static ModelMetadata Read(JsonElement description)
    {
        var all = new DescriptionPart(description);
        return new ModelMetadata(all.Text("architecture"), all.Texts("classes"), Preprocessing(all.Part("preprocessing")), Head(all.Part("head")), Provenance(all.Part("provenance")))
        {
            FormatVersion = all.Whole("format_version"),
            Novelty = all.Has("novelty") ? Novelty(all.Part("novelty")) : null,
            Answers = all.Has("answers") ? Answers(all.Part("answers")) : null,
        };
    }

    private static Preprocessing Preprocessing(DescriptionPart part)
    {
        var usual = new Preprocessing(part.Whole("width"), part.Whole("height"));
        return usual with
        {
            Resize = part.Says("resize") ? DescriptionWords.Resize(part.Text("resize")) : usual.Resize,
            Statistics = part.Says("statistics") ? new ImageStatistics(part.Part("statistics").Singles("mean"), part.Part("statistics").Singles("std")) : usual.Statistics,
            Padding = part.Says("padding") ? DescriptionWords.Padding(part.Text("padding")) : usual.Padding,
            Resampling = part.Says("resampling") ? DescriptionWords.Resampling(part.Text("resampling")) : usual.Resampling,
            CropFraction = part.Says("crop_fraction") ? part.Number("crop_fraction") : usual.CropFraction,
            Orientation = part.Says("orientation") ? DescriptionWords.Orientation(part.Text("orientation")) : usual.Orientation,
        };
    }

    private static HeadDescription Head(DescriptionPart part)
    {
        var usual = new HeadDescription(DescriptionWords.Head(part.Text("kind")));
        return usual with
        {
            Hidden = part.Says("hidden") ? part.Wholes("hidden") : usual.Hidden,
            Pooling = part.Says("pooling") ? DescriptionWords.Pooling(part.Text("pooling")) : usual.Pooling,
            FinalNorm = part.Says("final_norm") ? part.Truth("final_norm") : usual.FinalNorm,
            Stages = part.Has("stages") ? part.Whole("stages") : usual.Stages,
        };
    }

    private static TrainingProvenance Provenance(DescriptionPart part) => new(part.Text("started_from"))
    {
        Fits = part.Says("fits") ? Array.ConvertAll(part.Parts("fits"), Fit) : [],
        Seed = part.Has("seed") ? part.Long("seed") : null,
        WeightDecay = part.NumberOrNull("weight_decay"),
        FrozenNorm = part.TextOrNull("frozen_norm"),
        Pictures = part.Has("pictures") ? Pictures(part.Part("pictures")) : null,
        EmblemVersion = part.TextOrNull("emblem_version"),
        TorchVersion = part.TextOrNull("torch_version"),
    };

    private static FitProvenance Fit(DescriptionPart part) =>
        new(part.Text("recipe"), part.Whole("planned_epochs"), part.Whole("epochs"), part.Numbers("peak_rates"), part.Whole("frozen_groups")) { C = part.NumberOrNull("strength") };

    private static PictureProvenance Pictures(DescriptionPart part) =>
        new(part.Wholes("training"), part.Wholes("validation"), part.Whole("batch_size"), part.Text("sha256"));

    private static NoveltyRule Novelty(DescriptionPart part) => new(part.Whole("neighbours"), part.Number("threshold"));

    private static AnswerRule Answers(DescriptionPart part) => new(
        part.Number("temperature"), part.Number("threshold"), part.Number("wanted_precision"), DescriptionWords.HeldOut(part.Text("fitted_on")), part.Whole("pictures"));
}
