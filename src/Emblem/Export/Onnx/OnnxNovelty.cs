using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;

namespace Emblem.Export.Onnx;

/// <summary>
/// <see cref="KnownFeatures.NoveltyOf"/> as a graph, in singles: the mean cosine distance from the nearest rows, as a share of what is too far.
/// </summary>
internal static class OnnxNovelty
{
    // Longer than no vector of features: where all are 0, so is what is divided by it.
    private const float LeastLength = 1e-20f;

    /// <param name="graph">Grows.</param>
    /// <param name="features">[n, width].</param>
    /// <param name="known">The rows, and how far is too far.</param>
    /// <param name="forOthers">
    /// Whether the rows are singles of the graph, as other programs can read them: ML.NET refuses a file with half precision in it, used or not. Else they stay in
    /// half precision, under the name that every model's file has for them, where Emblem finds them.
    /// </param>
    /// <returns>[n].</returns>
    public static OnnxValue Add(OnnxGraphWriter graph, OnnxValue features, KnownFeatures known, bool forOthers)
    {
        OnnxValue rows = forOthers
            ? graph.Constant([known.Count, known.Width], known.ToSingles())
            : graph.Add("Cast", [graph.Store(StreamedTensor.Of(known.ToTensor()))], OnnxSetting.Of("to", OnnxTypes.NumberOf(TensorType.F32)));
        OnnxValue length = graph.Add("ReduceL2", [features, graph.Wholes(1)], OnnxSetting.Of("keepdims", 1));
        OnnxValue direction = graph.Add("Div", [features, graph.Add("Max", [length, graph.Constant([], LeastLength)])]);
        OnnxValue shared = graph.Add("Gemm", [direction, rows], OnnxSetting.Of("transB", 1));
        OnnxValue distances = graph.Add("Relu", [graph.Add("Sub", [graph.Constant([], 1), shared])]);
        long nearest = Math.Min(known.Rule.Neighbours, known.Count);
        OnnxValue least = graph.Add("TopK", [distances, graph.Wholes(nearest)], 2, OnnxSetting.Of("largest", 0))[0];
        OnnxValue mean = graph.Add("ReduceMean", [least, graph.Wholes(1)], OnnxSetting.Of("keepdims", 0));
        return graph.Add("Div", [mean, graph.Constant([], (float)known.Rule.Threshold)]);
    }
}
