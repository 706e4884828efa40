using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;

namespace Emblem.Export.Onnx;

/// <summary>
/// <see cref="Preprocessing.Prepare(PixelImage, Span{float})"/> as a graph. All that is done to a picture's places is one matrix for its columns and one for its
/// rows: how much of each pixel each of the network's is made of (<see cref="FilteredShares"/>, <see cref="SampledShares"/>), worked out from the picture's size in double
/// precision. So every way of resizing can be said, to within what rounds differently, with operations that every runtime has. <c>Resize</c> with
/// antialias knows neither fast.ai's sampling nor padding nor the box filter.
/// </summary>
internal static class OnnxPreprocessing
{
    private const int Largest = 255;

    /// <summary>
    /// Adds the input of whole pictures and all that makes the network's input of it, float [batch, 3, height, width], by the name that it has where it is given:
    /// so all values behind it are called the same in both.
    /// </summary>
    public static OnnxValue Add(OnnxGraphWriter graph, Preprocessing preprocessing)
    {
        graph.Begin("prepare");
        OnnxValue picture = graph.Input(OnnxInterface.Picture, TensorType.U8, OnnxInterface.Batch, "height", "width", 3);
        OnnxValue sides = graph.Add("Shape", [picture]);
        OnnxNumber height = Side(graph, sides, 1), width = Side(graph, sides, 2);
        bool isSampled = preprocessing.Resampling == Resampling.Sampled;
        (OnnxNumber columns, OnnxNumber rows) = isSampled
            ? SampledShares.Of(width, height, preprocessing)
            : FilteredShares.Of(width, height, preprocessing);

        OnnxValue planes = graph.Add("Transpose", [picture], OnnxSetting.Of("perm", [0, 3, 1, 2]));
        OnnxValue singles = graph.Add("Cast", [planes], OnnxSetting.Of("to", OnnxTypes.NumberOf(TensorType.F32)));
        OnnxValue turned = graph.Add("Transpose", [columns.Single], OnnxSetting.Of("perm", [1, 0]));
        OnnxValue narrow = ToBytes(graph.Add("MatMul", [singles, turned]));
        OnnxValue seen = ToBytes(graph.Add("MatMul", [rows.Single, narrow]));
        OnnxValue prepared = Normalise(graph, seen, preprocessing.Statistics);
        graph.Begin("");
        return graph.Name(OnnxInterface.Input, prepared);

        // A filter leaves 8 bits after columns and after rows.
        OnnxValue ToBytes(OnnxValue values) => isSampled
            ? values
            : graph.Add("Clip", [graph.Add("Floor", [graph.Add("Add", [values, graph.Constant([], 0.5f)])]), graph.Constant([], 0f), graph.Constant([], (float)Largest)]);
    }

    private static OnnxNumber Side(OnnxGraphWriter graph, OnnxValue sides, long index) => new(
        graph,
        graph.Add("Cast", [graph.Add("Squeeze", [graph.Add("Gather", [sides, graph.Wholes(index)]), graph.Wholes(0)])], OnnxSetting.Of("to", OnnxTypes.NumberOf(TensorType.F64))));

    private static OnnxValue Normalise(OnnxGraphWriter graph, OnnxValue seen, ImageStatistics statistics)
    {
        OnnxValue share = graph.Add("Div", [seen, graph.Constant([], (float)Largest)]);
        OnnxValue centred = graph.Add("Sub", [share, graph.Constant([3, 1, 1], [.. statistics.Mean])]);
        return graph.Add("Div", [centred, graph.Constant([3, 1, 1], [.. statistics.Std])]);
    }
}
