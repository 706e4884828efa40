using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>A linear layer that reads a body's features, whatever a program called it.</summary>
/// <param name="Prefix">What the names of its weight and bias begin with, under our names.</param>
/// <param name="Outputs">Its outputs.</param>
internal sealed record ClassifierLayer(string Prefix, int Outputs)
{
    private const string Weight = "weight";
    private const string Bias = "bias";

    /// <summary>What a network's last layer is usually called: that of torchvision's and timm's networks, and of others'.</summary>
    private static readonly HashSet<string> UsualNames = ["fc", "classifier", "head", "last_linear", "linear", "logits", "cls", "cls_head"];

    private bool IsOutside => WeightsPart.IsOutside(Prefix);

    /// <summary>
    /// Those that a file has: with usual names, where there are such, else all. A wrapper's layers, beside the part of the file that is the body, count
    /// where the body's own part has none or where they may be meant in its stead: then it is not certain which, and all are given.
    /// </summary>
    public static IReadOnlyList<ClassifierLayer> In(WeightsFile file, int features)
    {
        ClassifierLayer[] layers = [.. file.Entries.Where(entry => IsLayer(entry, features, file)).Select(Of)];
        ClassifierLayer[] usual = [.. layers.Where(layer => UsualNames.Contains(OwnName(layer.Prefix)))];
        bool isWithin = layers.Any(layer => !layer.IsOutside);
        return usual.Length > 0 && usual.Any(layer => !layer.IsOutside) == isWithin ? usual : layers;
    }

    /// <summary>Its name in the file.</summary>
    public string NameIn(WeightsFile file) => file.NameInFile(Prefix + Weight)[..^(Weight.Length + 1)];

    /// <summary>
    /// Whether a tensor belongs to the network that ends in this layer: all of the body's part do, and of a wrapper those in the layer's own module,
    /// and a layer that would read this one's outputs.
    /// </summary>
    public bool IsOfItsNetwork(TensorEntry entry) => !WeightsPart.IsOutside(entry.Name)
        || (IsOutside ? entry.Name.StartsWith(Module(Prefix), StringComparison.Ordinal) : entry.Shape.Count == 2 && entry.Shape[1] == Outputs);

    private static ClassifierLayer Of(TensorEntry weight) => new(weight.Name[..^Weight.Length], checked((int)weight.Shape[0]));

    private static bool IsLayer(TensorEntry entry, int features, WeightsFile file) => entry.Shape.Count == 2 && entry.Shape[1] == features
        && entry.Name.EndsWith($".{Weight}", StringComparison.Ordinal) && !NetworkFamily.IsInBody(entry.Name)
        && file.Find(entry.Name[..^Weight.Length] + Bias) is { Shape.Count: 1 } bias && bias.Shape[0] == entry.Shape[0];

    /// <summary>The last of its names that is no position in a sequence.</summary>
    private static string OwnName(string prefix) => Module(prefix).Split('.', '/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("");

    /// <summary>A layer's prefix without its position in a sequence: <c>classifier.1.</c> is in <c>classifier.</c></summary>
    private static string Module(string prefix)
    {
        string module = prefix;
        while (module.TrimEnd('.') is var name && name[(name.LastIndexOf('.') + 1)..] is { Length: > 0 } last && last.All(char.IsAsciiDigit))
            module = name[..^last.Length];
        return module;
    }
}
