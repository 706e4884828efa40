using Emblem.ModelFiles;
using static TorchSharp.torch;

namespace Emblem.Models;

/// <summary>The classifier that a weights file carries beside its body, found out from names and shapes.</summary>
/// <param name="Description">How to build it.</param>
/// <param name="Classes">Its outputs.</param>
/// <param name="Prefix">What its names begin with.</param>
internal sealed record StoredHead(HeadDescription Description, int Classes, string Prefix)
{
    private const string Weight = "weight";
    private const string Bias = "bias";

    private const int FirstLayer = 2;
    private const int LayersInTurn = 4;

    /// <summary>What a network's last layer is usually called, that of torchvision and timm first.</summary>
    private static readonly HashSet<string> UsualNames = ["fc", "classifier", "head", "last_linear", "linear", "logits", "cls", "cls_head"];

    /// <summary>Whether it is one linear layer and no head of ours or of fast.ai's.</summary>
    private bool IsLayer { get; init; }

    /// <summary>Finds it: fast.ai's under our names, a published network's last layer, or the one linear layer behind the body, whatever its name.</summary>
    /// <param name="file">Under our names.</param>
    /// <param name="features">Channels of the body's output.</param>
    /// <exception cref="ModelFileException">There is none that can be read, or several that it could be; the message says what there is.</exception>
    public static StoredHead Find(WeightsFile file, int features)
    {
        TensorEntry[] layers = [.. LastLayers(file, features)];
        if (layers.Length > 1)
        {
            throw new ModelFileException(
                $"{file.Path} has {layers.Length} linear layers that may be its classifier: "
                + $"{string.Join(", ", layers.Select(layer => $"'{file.NameInFile(layer.Name)}' {Quoted.Shape(layer.Shape)}"))}. Save the one that is meant alone with the body.");
        }

        return layers is [var only] ? Of(only) : FindFastAi(file, features) ?? throw new ModelFileException(
            $"{file.Path} has no classifier that can be read: expected fast.ai's head (norm, dropout and linear layer in turn, the first norm over "
            + $"{features} or {2 * features} values) or one linear layer of {features} inputs. "
            + "Weights without a classifier are for starting a training from.");
    }

    /// <summary>The weights of the one linear layer that is the classifier, or null where there is none or it is not certain which.</summary>
    /// <param name="file">Under our names.</param>
    /// <param name="features">Channels of the body's output.</param>
    public static TensorEntry? LastLayer(WeightsFile file, int features) => LastLayers(file, features).ToArray() is [var only] ? only : null;

    /// <summary>Fills a model that has this head.</summary>
    /// <exception cref="ModelFileException">Something is missing or has another shape, or the file holds more than body and head.</exception>
    public void LoadInto(TransferModel model, WeightsFile file)
    {
        nn.Module head = IsLayer ? ((LinearHead)model.Head).Layer : model.Head;
        HashSet<string> known = [.. model.Body.state_dict().Keys, .. head.state_dict().Keys.Select(name => Prefix + name)];
        string[] more = [.. file.Entries.Select(entry => entry.Name).Where(name => !known.Contains(name) && !StateDictionary.IsOptional(name) && Belongs(file.Find(name)!))];
        if (more.Length > 0)
        {
            throw new ModelFileException(
                $"{file.Path} holds {more.Length} tensors beside body and classifier, such as '{file.NameInFile(more[0])}': its network does more than ours would.");
        }

        StateDictionary.Load(model.Body, file);
        StateDictionary.Load(head, file, Prefix);
    }

    /// <summary>
    /// Linear layers that read the features: the published networks' own where it is there, else all others. Fast.ai's lie behind a norm, so a file with
    /// such a head has none. Layers of a wrapper, beside the part of the file that is the body, count where the body has none, or one that they would replace.
    /// </summary>
    private static IEnumerable<TensorEntry> LastLayers(WeightsFile file, int features)
    {
        if (FindFastAi(file, features) is not null)
            return [];
        TensorEntry[] layers = [.. file.Entries.Where(entry => IsLayerOf(entry, features, file))];
        TensorEntry[] usual = [.. layers.Where(layer => UsualNames.Contains(NameOf(layer.Name)))];
        TensorEntry[] inside = [.. layers.Where(layer => !IsOutside(layer.Name))];
        return usual.Length > 0 && usual.Any(layer => !IsOutside(layer.Name)) == inside.Length > 0 ? usual : layers;
    }

    private static StoredHead Of(TensorEntry layer) =>
        new(new HeadDescription(HeadKind.Linear), checked((int)layer.Shape[0]), layer.Name[..^Weight.Length]) { IsLayer = true };

    private static bool IsLayerOf(TensorEntry entry, int features, WeightsFile file) => entry.Shape.Count == 2 && entry.Shape[1] == features
        && entry.Name.EndsWith($".{Weight}", StringComparison.Ordinal) && !NetworkFamily.IsInBody(entry.Name)
        && file.Find(entry.Name[..^Weight.Length] + Bias) is { Shape.Count: 1 } bias && bias.Shape[0] == entry.Shape[0];

    private static bool IsOutside(string name) => name.StartsWith(WeightsPart.Outside, StringComparison.Ordinal);

    /// <summary>A layer's own name: the last one that is no position in a sequence.</summary>
    private static string NameOf(string weight) => weight.Split('.', '/').SkipLast(1).LastOrDefault(part => !part.All(char.IsAsciiDigit), "");

    /// <summary>Whether a tensor is the network's: all of its own part are, and of a wrapper those in the classifier's module and a layer behind it.</summary>
    private bool Belongs(TensorEntry entry) => !IsOutside(entry.Name)
        || (IsOutside(Prefix) ? entry.Name.StartsWith(Module(Prefix), StringComparison.Ordinal) : entry.Shape.Count == 2 && entry.Shape[1] == Classes);

    /// <summary>A layer's prefix without its position in a sequence.</summary>
    private static string Module(string prefix) =>
        string.Concat(prefix.Split('.').SkipLast(1).Reverse().SkipWhile(part => part.Length > 0 && part.All(char.IsAsciiDigit)).Reverse().Select(part => $"{part}."));

    private static StoredHead? FindFastAi(WeightsFile file, int features)
    {
        if (At(file, FirstLayer, "weight") is not { Shape.Count: 1 } norm || (norm.Shape[0] != features && norm.Shape[0] != 2 * features))
            return null;
        TensorEntry[] linear = [.. LinearLayers(file)];
        if (linear.Length == 0)
            return null;
        int last = FirstLayer + (LayersInTurn * linear.Length) - 2;
        var description = new HeadDescription(At(file, last, "bias") is null ? HeadKind.FastAi2 : HeadKind.FastAi)
        {
            Hidden = [.. linear.SkipLast(1).Select(weight => checked((int)weight.Shape[0]))],
            Pooling = norm.Shape[0] == features ? HeadPooling.Mean : HeadPooling.LargestAndMean,
            FinalNorm = At(file, last + 1, "running_mean") is not null,
        };
        return new StoredHead(description, checked((int)linear[^1].Shape[0]), TransferModel.HeadPrefix);
    }

    private static IEnumerable<TensorEntry> LinearLayers(WeightsFile file)
    {
        for (int position = FirstLayer + 2; At(file, position, "weight") is { Shape.Count: 2 } weight; position += LayersInTurn)
            yield return weight;
    }

    private static TensorEntry? At(WeightsFile file, int position, string name) =>
        file.Find(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{TransferModel.HeadPrefix}{position}.{name}"));
}
