using Emblem.Imaging;

namespace Emblem.Export.Onnx;

/// <summary>Which pixel of a resized side stands in each place of the network's, and whether any does.</summary>
internal static class EdgePixels
{
    /// <param name="start">The pixel in the first place; negative where the picture is padded.</param>
    /// <param name="length">Pixels of the resized side.</param>
    /// <param name="target">Places.</param>
    /// <param name="padding">What stands beyond the edge.</param>
    /// <returns>Both [target, 1]: the pixels, and 1 or, for black, 0.</returns>
    public static (OnnxNumber Pixels, OnnxNumber IsSeen) Of(OnnxNumber start, OnnxNumber length, int target, PaddingMode padding)
    {
        OnnxNumber asked = start + new OnnxNumber(start.Graph, start.Graph.Constant([target, 1], [.. Enumerable.Range(0, target).Select(i => (double)i)]));
        OnnxNumber last = length - 1;
        OnnxNumber nearest = asked.NotBelow(0).AtMost(last);
        return padding switch
        {
            PaddingMode.Zeros => (nearest, 1 - (asked - nearest).Size.AtMost(1)),
            PaddingMode.Border => (nearest, start.Constant(1)),
            _ => (Mirrored(asked, last), start.Constant(1)),
        };
    }

    /// <summary>Back and forth between the outermost pixels, each of which stands once.</summary>
    private static OnnxNumber Mirrored(OnnxNumber asked, OnnxNumber last)
    {
        OnnxNumber period = (last * 2).NotBelow(1);
        OnnxNumber within = asked.Size - ((asked.Size / period).Floor * period);
        return within.AtMost(period - within).AtMost(last);
    }
}
