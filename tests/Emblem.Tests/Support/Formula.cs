using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Emblem.Tests.Support;

/// <summary>
/// The formula by which expected values were made: the same numbers here and there without a weight file.
/// See Golden/README.md.
/// </summary>
internal static class Formula
{
    public static float[] Wave(int count, int k, double scale = 1, double offset = 0) =>
        [.. Enumerable.Range(0, count).Select(i => (float)(offset + (scale * Math.Sin((0.9898 * i) + (78.233 * k)))))];

    public static Tensor Wave(long[] shape, int k) => tensor(Wave((int)shape.Aggregate(1L, (a, b) => a * b), k)).reshape(shape);

    /// <summary>Fills a network, k counting the entries of its state dictionary in that order.</summary>
    public static void Fill(nn.Module network, IReadOnlyList<string> order, int start = 0)
    {
        using var quiet = no_grad();
        Dictionary<string, Tensor> state = network.state_dict();
        foreach ((int index, string name) in order.Index())
        {
            if (state.TryGetValue(name, out Tensor? target))
                Fill(name, target, start + index);
        }
    }

    private static void Fill(string name, Tensor target, int k)
    {
        if (target.dtype == ScalarType.Int64)
        {
            target.fill_(7);
            return;
        }

        MemoryMarshal.AsBytes(Values(name, target.shape, k).AsSpan()).CopyTo(target.bytes);
    }

    /// <summary>The floats of the entry at position k of a state dictionary.</summary>
    public static float[] Values(string name, IReadOnlyList<long> shape, int k)
    {
        bool weight = name.EndsWith("weight", StringComparison.Ordinal);
        (double scale, double offset) = name.EndsWith("running_mean", StringComparison.Ordinal) ? (0.1, 0.0)
            : name.EndsWith("running_var", StringComparison.Ordinal) ? (0.2, 1.0)
            : shape.Count == 1 ? (0.1, weight ? 1.0 : 0.0)
            : (Math.Sqrt(2.0 / shape.Skip(1).Aggregate(1L, (a, b) => a * b)), 0.0);
        return Wave((int)shape.Aggregate(1L, (a, b) => a * b), k, scale, offset);
    }

    /// <summary>max|a−b| / max|b|, or max|a−b| when b is zero throughout.</summary>
    public static double RelativeDistance(IReadOnlyList<float> actual, IReadOnlyList<float> expected)
    {
        if (expected.Count != actual.Count)
            throw new ArgumentException($"{expected.Count} numbers were expected, and {actual.Count} are there.", nameof(actual));
        // The framework's own maximum passes over what is no number.
        double distance = actual.Zip(expected, (a, b) => Math.Abs((double)a - b)).DefaultIfEmpty().Aggregate(Math.Max);
        double size = expected.Select(b => Math.Abs((double)b)).DefaultIfEmpty().Max();
        return size == 0 ? distance : distance / size;
    }
}
