using Emblem.ModelFiles;
using static TorchSharp.torch;

namespace Emblem.Models;

/// <summary>The classifier that a weights file carries beside its body, found out from names and shapes.</summary>
/// <param name="Description">How to build it.</param>
/// <param name="Classes">Its outputs.</param>
/// <param name="Prefix">What its names begin with.</param>
internal sealed record StoredHead(HeadDescription Description, int Classes, string Prefix)
{
    private const int FirstLayer = 2;
    private const int LayersInTurn = 4;

    /// <summary>Where it is one linear layer and no head of ours or of fast.ai's.</summary>
    private ClassifierLayer? Layer { get; init; }

    /// <summary>Finds it: fast.ai's under our names, a published network's last layer, or the one linear layer behind the body, whatever its name.</summary>
    /// <param name="file">Under our names.</param>
    /// <param name="features">Channels of the body's output.</param>
    /// <exception cref="ModelFileException">There is none that can be read, or several that it could be; the message says what there is.</exception>
    public static StoredHead Find(WeightsFile file, int features)
    {
        IReadOnlyList<ClassifierLayer> layers = Layers(file, features);
        if (layers.Count > 1)
        {
            throw new ModelFileException(
                $"{file.Path} has {layers.Count} linear layers that may be its classifier: "
                + $"{string.Join(", ", layers.Select(layer => $"{Quoted.Text(layer.NameIn(file))} with {layer.Outputs} outputs"))}. Save the one that is meant alone with the body.");
        }

        return layers is [var only] ? new StoredHead(new HeadDescription(HeadKind.Linear), only.Outputs, only.Prefix) { Layer = only }
            : FindFastAi(file, features) ?? throw new ModelFileException(
                $"{file.Path} has no classifier that can be read: expected fast.ai's head (norm, dropout and linear layer in turn, the first norm over "
                + $"{features} or {2 * features} values) or one linear layer of {features} inputs. "
                + "Weights without a classifier are for starting a training from.");
    }

    /// <summary>Linear layers that may be a file's classifier; none where it has fast.ai's head, whose layers lie behind a norm.</summary>
    /// <param name="file">Under our names.</param>
    /// <param name="features">Channels of the body's output.</param>
    public static IReadOnlyList<ClassifierLayer> Layers(WeightsFile file, int features) =>
        FindFastAi(file, features) is null ? ClassifierLayer.In(file, features) : [];

    /// <summary>Fills a model that has this head.</summary>
    /// <exception cref="ModelFileException">Something is missing or has another shape, or the file holds more than body and head.</exception>
    public void LoadInto(TransferModel model, WeightsFile file)
    {
        nn.Module head = Layer is not null ? ((LinearHead)model.Head).Layer : model.Head;
        HashSet<string> known = [.. model.Body.state_dict().Keys, .. head.state_dict().Keys.Select(name => Prefix + name), KnownFeatures.TensorName];
        string[] more =
        [
            .. file.Entries.Where(entry => !known.Contains(entry.Name) && !StateDictionary.IsOptional(entry.Name) && (Layer?.IsOfItsNetwork(entry) ?? true))
                .Select(entry => WeightsPart.Plain(entry.Name)),
        ];
        if (more.Length > 0)
        {
            throw new ModelFileException(
                $"{file.Path} holds {more.Length} tensors beside body and classifier, such as {Quoted.Text(more[0])}: its network does more than ours would.");
        }

        StateDictionary.Load(model.Body, file);
        StateDictionary.Load(head, file, Prefix);
    }

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
