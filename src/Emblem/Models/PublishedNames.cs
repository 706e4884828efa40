using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>A file of weights under the names of published checkpoints, whatever saved it: everything behind this sees no others.</summary>
internal static class PublishedNames
{
    /// <summary>Opens a file, a folder, or a part of one.</summary>
    /// <param name="address">Where.</param>
    /// <param name="architecture">What it must fit, which decides between parts; null for any network.</param>
    /// <exception cref="ModelFileException">
    /// No known format, damaged, saved in a way whose names cannot be translated, or several networks of which none is the one that is meant.
    /// </exception>
    /// <exception cref="EmblemException">It has no part of that name.</exception>
    public static NamedWeights Open(PartAddress address, Architecture? architecture = null)
    {
        WeightsFile file = WeightsFile.OpenWhole(address.Path);
        try
        {
            IReadOnlyList<WeightsPart> parts = ModelMetadata.IsIn(file) ? [] : WeightsParts.In(file = file is OnnxFile model ? OnnxNames.Translate(model) : file);
            if (parts.Count > 0)
                return NamedWeights.Choose(file, parts, address.Part, architecture);
            if (address.Part is { } asked)
                throw NamedWeights.Unknown(asked, parts, address.Path);
            return new NamedWeights(FastAiNames.Translate(Plain(ref file, address.Path)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="Open(PartAddress, Architecture?)"/>
    /// <param name="path">The file.</param>
    public static NamedWeights Open(string path) => Open(PartAddress.Parse(path));

    /// <summary>No network is seen in it: the weights of a checkpoint are then those that are found first.</summary>
    private static WeightsFile Plain(ref WeightsFile whole, string path)
    {
        if (whole is not PyTorchFile)
            return whole;
        whole.Dispose();
        return whole = WeightsFile.Open(path);
    }
}
