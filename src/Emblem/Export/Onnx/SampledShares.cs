using Emblem.Imaging;

namespace Emblem.Export.Onnx;

/// <summary>A picture that is sampled once as fast.ai does (<c>SamplingGeometry</c> of a plan in which nothing is random), as shares of its pixels.</summary>
internal static class SampledShares
{
    /// <returns>[network's width, picture's width] and [network's height, picture's height].</returns>
    public static (OnnxNumber Columns, OnnxNumber Rows) Of(OnnxNumber width, OnnxNumber height, Preprocessing preprocessing)
    {
        (OnnxNumber resizedWidth, OnnxNumber resizedHeight) = Resized(width, height, preprocessing);

        // A picture more than twice as large as the grid, more than it zooms in, is first averaged down to twice the grid.
        OnnxNumber factor = (height / resizedHeight).AtMost(width / resizedWidth) / 2;
        OnnxNumber shrinks = factor.Above(factor.Constant(Math.Max(1, 1 / preprocessing.CropFraction)));
        OnnxNumber share = 1 / ((factor * shrinks) + (1 - shrinks));
        return (
            Along(width, (width * share).Floor, resizedWidth, preprocessing.Width, preprocessing),
            Along(height, (height * share).Floor, resizedHeight, preprocessing.Height, preprocessing));
    }

    private static (OnnxNumber Width, OnnxNumber Height) Resized(OnnxNumber width, OnnxNumber height, Preprocessing preprocessing)
    {
        if (preprocessing.Resize == ResizeMethod.Squish)
            return (width.Constant(preprocessing.Width), height.Constant(preprocessing.Height));
        OnnxNumber columns = width / preprocessing.Width, rows = height / preprocessing.Height;
        OnnxNumber ratio = preprocessing.Resize == ResizeMethod.Crop ? rows.AtMost(columns) : rows.NotBelow(columns);
        return ((width / ratio).Rounded.NotBelow(1), (height / ratio).Rounded.NotBelow(1));
    }

    private static OnnxNumber Along(OnnxNumber side, OnnxNumber shrunk, OnnxNumber resized, int target, Preprocessing preprocessing)
    {
        OnnxNumber pad = ((target - resized + 1) / 2).Floor.NotBelow(0);
        OnnxNumber start = ((resized + (pad * 2) - target + 1) / 2).Floor - pad;
        (OnnxNumber pixels, OnnxNumber isSeen) = EdgePixels.Of(start, resized, target, preprocessing.Padding);

        // From −1, the centre of the first pixel, to 1, that of the last; the only pixel of a side is at 0.
        OnnxNumber isAlone = 1 - (resized - 1).AtMost(1);
        OnnxNumber coordinates = (pixels * 2 / (resized - 1).NotBelow(1)) - 1 + isAlone;
        OnnxNumber half = (shrunk - 1) / 2;
        OnnxNumber places = (coordinates * preprocessing.CropFraction * half) + half;
        OnnxNumber linear = (1 - (places - shrunk.Counted).Size).NotBelow(0);
        return linear.Product(Boxes(side, shrunk)) * isSeen;
    }

    /// <summary>Each pixel of a shrunk side as the mean of a box, as <c>AreaShrink</c> has them; boxes of one pixel where nothing shrinks. [shrunk, side].</summary>
    private static OnnxNumber Boxes(OnnxNumber side, OnnxNumber shrunk)
    {
        OnnxNumber box = shrunk.Counted.AsRows;
        OnnxNumber first = (box * side / shrunk).Floor, end = ((box + 1) * side / shrunk).Ceiling;
        OnnxNumber pixel = side.Counted;
        return pixel.AtLeast(first) * end.Above(pixel) / (end - first);
    }
}
