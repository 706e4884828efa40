using Emblem.Imaging;

namespace Emblem.Export.Onnx;

/// <summary>A picture that is resized by a filter and cropped or padded (<c>PlainView</c>), as shares of its pixels.</summary>
internal static class FilteredShares
{
    /// <returns>[network's width, picture's width] and [network's height, picture's height].</returns>
    public static (OnnxNumber Columns, OnnxNumber Rows) Of(OnnxNumber width, OnnxNumber height, Preprocessing preprocessing)
    {
        (int across, int down) = ((int)(preprocessing.Width / preprocessing.CropFraction), (int)(preprocessing.Height / preprocessing.CropFraction));
        return (
            Along(width, Resized(width, height, across, down, preprocessing.Resize), preprocessing.Width, preprocessing),
            Along(height, Resized(height, width, down, across, preprocessing.Resize), preprocessing.Height, preprocessing));
    }

    /// <summary>A side before the crop: what is asked for, or what keeps the proportions.</summary>
    private static OnnxNumber Resized(OnnxNumber side, OnnxNumber other, int target, int otherTarget, ResizeMethod method)
    {
        OnnxNumber kept = (side * otherTarget / other).Floor;
        return method switch
        {
            ResizeMethod.Crop => kept.NotBelow(target),
            ResizeMethod.Pad => kept.AtMost(target).NotBelow(1),
            _ => side.Constant(target),
        };
    }

    private static OnnxNumber Along(OnnxNumber side, OnnxNumber resized, int target, Preprocessing preprocessing)
    {
        OnnxNumber start = ((resized - target) / 2).Rounded;
        (OnnxNumber pixels, OnnxNumber isSeen) = EdgePixels.Of(start, resized, target, preprocessing.Padding);
        OnnxNumber scale = side / resized, centres = (pixels + 0.5) * scale, sources = side.Counted;
        OnnxNumber stretch = scale.NotBelow(1), distances = (sources - centres + 0.5) / stretch;
        OnnxNumber shares = preprocessing.Resampling switch
        {
            Resampling.Bilinear => Triangle(distances),
            Resampling.Bicubic => Cubic(distances),
            _ => Flat(distances) * Reached(sources, centres, stretch * 0.5),
        };
        return shares / shares.RowSums * isSeen;
    }

    private static OnnxNumber Flat(OnnxNumber distances) => distances.Above(distances.Constant(-0.5)) * distances.Constant(0.5).AtLeast(distances);

    /// <summary>The pixels that a filter looks at: a box that ends within one has it or not by the last bit of both.</summary>
    private static OnnxNumber Reached(OnnxNumber sources, OnnxNumber centres, OnnxNumber support) =>
        sources.AtLeast((centres - support + 0.5).Floor) * (centres + support + 0.5).Floor.Above(sources);

    private static OnnxNumber Triangle(OnnxNumber distances) => (1 - distances.Size).NotBelow(0);

    /// <summary>Keys 1981 with a = −0.5; each half is 0 at the end of the other.</summary>
    private static OnnxNumber Cubic(OnnxNumber distances)
    {
        OnnxNumber near = distances.Size.AtMost(1), far = distances.Size.NotBelow(1).AtMost(2);
        return (((near * 1.5) - 2.5) * near * near) + 1 + ((((((far * -0.5) + 2.5) * far) - 4) * far) + 2);
    }
}
