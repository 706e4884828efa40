using Emblem.Foundation;
using static TorchSharp.torch;

namespace Emblem.Compute.Kernels;

/// <summary>Places of a batch at which a result is looked at: the corners of the first and the last picture, and one or more at random in each.</summary>
internal sealed class SampledPlaces
{
    private const int Fewest = 24;
    private const int Most = 64;

    public SampledPlaces(int pictures, int height, int width, RandomStream random)
    {
        (int, int)[] corners = [(0, 0), (0, width - 1), (height - 1, 0), (height - 1, width - 1)];
        int[] ends = [.. new[] { 0, pictures - 1 }.Distinct()];
        int more = Math.Clamp(pictures, Fewest, Most);
        All =
        [
            .. ends.SelectMany(picture => corners.Select(corner => (picture, corner.Item1, corner.Item2))),
            .. Enumerable.Range(0, more).Select(i => (i % pictures, random.NextInt(height), random.NextInt(width))),
        ];
    }

    public IReadOnlyList<(int Picture, int Row, int Column)> All { get; }

    /// <summary>The channels of each place of [n, channels, h, w].</summary>
    public float[][] ReadFrom(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor read = values.detach().permute(0, 2, 3, 1)
            .index(Index(place => place.Picture), Index(place => place.Row), Index(place => place.Column)).to(ScalarType.Float32);
        return [.. read.data<float>().ToArray().Chunk((int)values.shape[1])];
    }

    private TensorIndex Index(Func<(int Picture, int Row, int Column), long> of) => TensorIndex.Tensor(tensor([.. All.Select(of)]));
}
