using System.Globalization;
using System.Runtime.InteropServices;
using Emblem.ModelFiles;

namespace Emblem.Tests.Support;

/// <summary>Files as fast.ai's <c>learn.save</c> fills them, with formula weights over the whole model.</summary>
internal static class FastAiSave
{
    public const string Version1 = "fastai1_cnn_learner";
    public const string Version2 = "fastai2_vision_learner";

    /// <summary>The entries of a ResNet-18 for three classes.</summary>
    public static NamedTensor[] Of(string learner) =>
    [
        .. GoldenState.OfFastAi(learner).Select((entry, k) =>
        {
            long[] shape = [.. entry.Shape.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(side => long.Parse(side, CultureInfo.InvariantCulture))];
            return entry.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal)
                ? new NamedTensor(entry.Name, TensorType.I64, shape, BitConverter.GetBytes(7L))
                : new NamedTensor(entry.Name, TensorType.F32, shape, MemoryMarshal.AsBytes(Formula.Values(entry.Name, shape, k).AsSpan()).ToArray());
        }),
    ];

    public static string Write(TemporaryFolder folder, IEnumerable<NamedTensor> entries)
    {
        string path = folder.Create("learner.safetensors");
        SafetensorsWriter.Write(path, [.. entries]);
        return path;
    }
}
