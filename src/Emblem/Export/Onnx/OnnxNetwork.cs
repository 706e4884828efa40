using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.Models;

namespace Emblem.Export.Onnx;

/// <summary>A whole model as a graph: pictures in; logits, probabilities and, where the model can tell, how new a picture is to it.</summary>
internal static class OnnxNetwork
{
    /// <param name="model">In evaluation mode; lends its weights to the graph, and must not change until that is written.</param>
    /// <param name="description">What it says of itself.</param>
    /// <param name="known">The pictures that taught it, or null.</param>
    /// <param name="options">What the graph is to hold.</param>
    public static OnnxGraphWriter GraphOf(TransferModel model, ModelMetadata description, KnownFeatures? known, OnnxExportOptions options)
    {
        var graph = new OnnxGraphWriter();
        var network = new OnnxOperations(graph, new StoredWeights(model), options.FoldNorms);
        OnnxValue features = network.Through(Input(graph, description.Preprocessing, options.WithPreprocessing), model.Body);
        OnnxValue logits = network.Through(features, model.Head);
        graph.Output(OnnxInterface.Logits, logits, OnnxInterface.Batch, description.Classes.Count);
        graph.Output(OnnxInterface.Probabilities, Probabilities(graph, logits, description.Answers), OnnxInterface.Batch, description.Classes.Count);
        if (known is null)
            return graph;

        OnnxValue means = LastMeans(graph, network, features, model.Body);
        graph.Output(OnnxInterface.Features, means, OnnxInterface.Batch, known.Width);
        graph.Output(OnnxInterface.Novelty, OnnxNovelty.Add(graph, means, known, options.WithPreprocessing), OnnxInterface.Batch);
        return graph;
    }

    private static OnnxValue Input(OnnxGraphWriter graph, Preprocessing preprocessing, bool prepares) => prepares
        ? OnnxPreprocessing.Add(graph, preprocessing)
        : graph.Input(OnnxInterface.Input, TensorType.F32, OnnxInterface.Batch, 3, preprocessing.Height, preprocessing.Width);

    /// <summary>As the predictor makes them: at the model's temperature. What is unsure is for whoever reads the probabilities to say, by the rule in the metadata.</summary>
    private static OnnxValue Probabilities(OnnxGraphWriter graph, OnnxValue logits, AnswerRule? rule)
    {
        OnnxValue tempered = rule is null or { Temperature: 1 } ? logits : graph.Add("Div", [logits, graph.Constant([], (float)rule.Temperature)]);
        return graph.Add("Softmax", [tempered], OnnxSetting.Of("axis", -1));
    }

    /// <summary>As <see cref="FeatureExtractor.LastMeans"/>.</summary>
    private static OnnxValue LastMeans(OnnxGraphWriter graph, OnnxOperations network, OnnxValue features, FeatureExtractor body)
    {
        OnnxValue means = network.Mean(features);
        return body.Stages == 1 ? means : graph.Add("Slice", [means, graph.Wholes(0), graph.Wholes(body.StageWidths[^1]), graph.Wholes(1)]);
    }
}
