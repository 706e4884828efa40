using System.Runtime.InteropServices;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;

namespace Emblem.Models;

/// <summary>
/// The ResNet that CNTK 2.6 wrote as an ONNX model, and what must be known of that file. Its initializers have numbers for names, so the order of
/// the graph says which is which: the stem, then block by block, in each the shortcut's 1×1 convolution, where there is one, before the two
/// others. It wants pictures in the order blue, green, red, from 0 to 255 less a mean; we turn the first convolution's channels and multiply it by
/// 255, so that it takes red, green, blue from 0 to 1 less that mean.
/// </summary>
/// <remarks>
/// The file pads strided convolutions and the pooling before a picture only, by (3, 3, 2, 2) and (1, 1, 0, 0). At even sizes our even padding gives
/// the same: the last row and column of zeros are not reached. At an odd size ours has one row and one column more, and the file's own shortcuts do not
/// fit its convolutions any more: sides that are multiples of 32 are even all the way.
/// </remarks>
internal static class CntkResNet
{
    private const string Producer = "CNTK";
    private const string FirstWeight = "conv1.weight";
    private const float Scale = 255;
    private const float Epsilon = 1e-5f;

    private static readonly string[] NormEntries = ["weight", "bias", "running_mean", "running_var"];

    /// <summary>Blocks of each layer: one more than ResNet-18 has, whose name the file bears.</summary>
    public static IReadOnlyList<int> Depths { get; } = [2, 2, 2, 3];

    /// <summary>The means of the file's mean picture (123.152, 115.903, 103.063 of 255), which differs from place to place by 3 to 6.</summary>
    public static ImageStatistics Statistics { get; } = new([0.48295f, 0.45452f, 0.40417f], [1, 1, 1]);

    /// <summary>Whether CNTK wrote a model; no other of its networks is known here.</summary>
    public static bool IsIn(OnnxFile model) => model.Producer == Producer;

    /// <summary>The model under our names and with our first convolution; closing the result closes it.</summary>
    /// <exception cref="ModelFileException">Another network's graph.</exception>
    public static WeightsFile Translate(OnnxFile model)
    {
        OnnxNode[] convolutions = [.. model.Nodes.Where(node => node.Operation == "Conv")];
        (string Convolution, string Norm)[] layers = [.. Layers()];
        if (convolutions.Length != layers.Length)
            throw Other(model, $"{convolutions.Length} convolutions instead of {layers.Length}");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((OnnxNode convolution, (string called, string norm)) in convolutions.Zip(layers))
        {
            OnnxNode following = NormBehind(convolution, model, called);
            Name(convolution.Inputs[1], $"{called}.weight");
            foreach ((string entry, string input) in NormEntries.Zip(following.Inputs.Skip(1)))
                Name(input, $"{norm}.{entry}");
        }

        if (model.Entries.FirstOrDefault(entry => names.GetValueOrDefault(entry.Name) == FirstWeight) is not { Type: TensorType.F32, Shape: [_, 3, _, _] })
            throw Other(model, "a first convolution that takes no three colours as singles");
        return RenamedWeightsFile.Of(model, names.GetValueOrDefault, ForOurPictures);

        void Name(string initializer, string ours)
        {
            if (!names.TryAdd(initializer, ours))
                throw Other(model, $"'{initializer}' for both {names[initializer]} and {ours}");
        }
    }

    /// <summary>Convolutions and their norms in the graph's order.</summary>
    private static IEnumerable<(string Convolution, string Norm)> Layers()
    {
        yield return ("conv1", "bn1");
        foreach ((int layer, int depth) in Depths.Index())
        {
            for (int block = 0; block < depth; block++)
            {
                string start = $"layer{layer + 1}.{block}.";
                if (layer > 0 && block == 0)
                    yield return ($"{start}downsample.0", $"{start}downsample.1");
                yield return ($"{start}conv1", $"{start}bn1");
                yield return ($"{start}conv2", $"{start}bn2");
            }
        }
    }

    private static OnnxNode NormBehind(OnnxNode convolution, OnnxFile model, string called)
    {
        OnnxNode? norm = convolution is { Inputs.Count: 2, Outputs.Count: 1 }
            ? model.Nodes.FirstOrDefault(node => node is { Operation: "BatchNormalization", Inputs.Count: 5 } && node.Inputs[0] == convolution.Outputs[0])
            : null;
        return norm?.Attributes.GetValueOrDefault("epsilon")?.Single is Epsilon
            ? norm
            : throw Other(model, $"no convolution without a bias and norm with {Epsilon} for {called}");
    }

    private static void ForOurPictures(TensorEntry entry, Span<byte> bytes)
    {
        if (entry.Name != FirstWeight)
            return;
        Span<float> weights = MemoryMarshal.Cast<byte, float>(bytes);
        int area = (int)(entry.Shape[2] * entry.Shape[3]);
        for (int filter = 0; filter < weights.Length; filter += 3 * area)
        {
            for (int i = filter; i < filter + area; i++)
            {
                (weights[i], weights[i + area], weights[i + (2 * area)]) =
                    (Scale * weights[i + (2 * area)], Scale * weights[i + area], Scale * weights[i]);
            }
        }
    }

    private static ModelFileException Other(OnnxFile model, string found) => new(
        $"{model.Path} is a model of CNTK's that cannot be read: it has {found}. Known is {BoxedWeights.FileName} of {BoxedWeights.Package} {BoxedWeights.PackageVersion}.");
}
