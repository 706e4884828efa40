using System.Text.Json;
using Emblem.Imaging;

namespace Emblem.ModelFiles;

/// <summary>The words for choices in a model's description, as <see cref="ModelJson"/> writes them.</summary>
internal static class DescriptionWords
{
    public static ResizeMethod Resize(string word) => word switch
    {
        "crop" => ResizeMethod.Crop,
        "pad" => ResizeMethod.Pad,
        "squish" => ResizeMethod.Squish,
        _ => throw Unknown(word, "resize"),
    };

    public static PaddingMode Padding(string word) => word switch
    {
        "reflection" => PaddingMode.Reflection,
        "border" => PaddingMode.Border,
        "zeros" => PaddingMode.Zeros,
        _ => throw Unknown(word, "padding"),
    };

    public static Resampling Resampling(string word) => word switch
    {
        "sampled" => Imaging.Resampling.Sampled,
        "bilinear" => Imaging.Resampling.Bilinear,
        "bicubic" => Imaging.Resampling.Bicubic,
        "box" => Imaging.Resampling.Box,
        _ => throw Unknown(word, "resampling"),
    };

    public static PictureOrientation Orientation(string word) => word switch
    {
        "upright" => PictureOrientation.Upright,
        "as_stored" => PictureOrientation.AsStored,
        _ => throw Unknown(word, "orientation"),
    };

    public static HeadKind Head(string word) => word switch
    {
        "fastai" => HeadKind.FastAi,
        "fastai2" => HeadKind.FastAi2,
        "linear" => HeadKind.Linear,
        "custom" => HeadKind.Custom,
        _ => throw Unknown(word, "kind"),
    };

    public static HeadPooling Pooling(string word) => word switch
    {
        "largest_and_mean" => HeadPooling.LargestAndMean,
        "mean" => HeadPooling.Mean,
        "root_of_mean" => HeadPooling.RootOfMean,
        _ => throw Unknown(word, "pooling"),
    };

    public static HeldOut HeldOut(string word) => word switch
    {
        "validation" => ModelFiles.HeldOut.Validation,
        "out_of_fold" => ModelFiles.HeldOut.OutOfFold,
        "folds" => ModelFiles.HeldOut.Folds,
        _ => throw Unknown(word, "fitted_on"),
    };

    private static JsonException Unknown(string word, string member) => new($"'{member}' is '{word}', which is none of the known");
}
