using Emblem.Foundation;
using Emblem.ModelFiles.Onnx;
using Emblem.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Convolution = Emblem.Models.Convolution;

namespace Emblem.Export.Onnx;

/// <summary>The layers that say nothing of what they compute: torch's own, as far as networks and heads are made of them, and our products.</summary>
internal static class OnnxLayers
{
    /// <summary>Whether a norm behind the layer can go into its weights.</summary>
    public static bool CanFold(nn.Module<Tensor, Tensor> layer) => layer is Convolution or Linear;

    /// <summary>Adds a layer to a graph.</summary>
    /// <param name="on">What adds the layers that one is made of.</param>
    /// <param name="graph">Grows.</param>
    /// <param name="weights">What the network keeps.</param>
    /// <param name="input">What goes into the layer.</param>
    /// <param name="layer">No <see cref="Layer"/>, which adds itself.</param>
    /// <param name="norm">The norm behind it that goes into its weights; null for none.</param>
    /// <exception cref="EmblemException">It is of a kind that is not known here.</exception>
    public static OnnxValue Add(
        IOperations<OnnxValue> on, OnnxGraphWriter graph, StoredWeights weights, OnnxValue input, nn.Module<Tensor, Tensor> layer, NormBase? norm) => layer switch
        {
            Sequential sequence => on.Through(input, [.. sequence.children().Cast<nn.Module<Tensor, Tensor>>()]),
            Convolution convolution => Convolve(graph, weights, input, convolution, norm),
            Linear linear => graph.Add("Gemm", [input, .. Numbers(graph, weights, linear.weight!, linear.bias, norm)], OnnxSetting.Of("transB", 1)),
            Dense dense => Multiply(graph, weights, input, dense),
            NormBase batch => Normalise(graph, weights, input, batch),
            LayerNorm { weight: { } weight, bias: { } bias } places when places.normalized_shape.Length == 1 => on.LayerNorm(input, weight, bias, places.eps),
            ReLU => on.Activate(input, Activation.ReLU),
            GELU { approximate: not GELU.Approximate.tanh } => ErrorUnit(graph, input),
            AdaptiveAvgPool2d { output_size: [1] or [1, 1] } => on.MeanMap(input),
            Flatten { start_dim: 1, end_dim: -1 } => graph.Add("Flatten", [input], OnnxSetting.Of("axis", 1)),
            SeededDropout or Dropout or Identity => input,
            _ => throw new EmblemException(
                $"A layer {layer.GetType().Name} cannot be written as ONNX. What can: Sequential, Linear, BatchNorm1d, LayerNorm, ReLU, GELU, AdaptiveAvgPool2d(1), "
                + "Flatten(1), Dropout, Identity, and all of Emblem's own layers. Save the model as safetensors instead."),
        };

    private static OnnxValue Convolve(OnnxGraphWriter graph, StoredWeights weights, OnnxValue input, Convolution layer, NormBase? norm)
    {
        long kernel = layer.Kernel, stride = layer.Stride;
        OnnxSetting around = layer.Padding is { } padding ? OnnxSetting.Of("pads", [padding, padding, padding, padding]) : OnnxSetting.Of("auto_pad", "SAME_UPPER");
        return graph.Add(
            "Conv",
            [input, .. Numbers(graph, weights, layer.Weight, layer.Bias, norm)],
            OnnxSetting.Of("kernel_shape", [kernel, kernel]),
            OnnxSetting.Of("strides", [stride, stride]),
            OnnxSetting.Of("group", layer.Groups),
            around);
    }

    /// <summary>The weight and, where there is one, the bias of a product.</summary>
    private static OnnxValue[] Numbers(OnnxGraphWriter graph, StoredWeights weights, Tensor weight, Tensor? bias, NormBase? norm) =>
        [.. (norm is null ? weights.Plain(weight, bias) : weights.Folded(weight, bias, norm)).Select(graph.Store)];

    private static OnnxValue Multiply(OnnxGraphWriter graph, StoredWeights weights, OnnxValue input, Dense layer)
    {
        // Turned by the graph, so that the file has the weight as the network has it; runtimes turn it once, when they load.
        OnnxValue turned = graph.Add("Transpose", [graph.Store(weights.Of(layer.Weight))], OnnxSetting.Of("perm", [1, 0]));
        return graph.Add("Add", [graph.Add("MatMul", [input, turned]), graph.Store(weights.Of(layer.Bias))]);
    }

    private static OnnxValue Normalise(OnnxGraphWriter graph, StoredWeights weights, OnnxValue input, NormBase norm) => graph.Add(
        "BatchNormalization",
        [
            input,
            norm.weight is { } weight ? graph.Store(weights.Of(weight)) : Filled(graph, norm, 1),
            norm.bias is { } bias ? graph.Store(weights.Of(bias)) : Filled(graph, norm, 0),
            graph.Store(weights.Of(norm.running_mean!)),
            graph.Store(weights.Of(norm.running_var!)),
        ],
        OnnxSetting.Of("epsilon", (float)norm.eps));

    private static OnnxValue Filled(OnnxGraphWriter graph, NormBase norm, float value) =>
        graph.Constant([norm.num_features], [.. Enumerable.Repeat(value, (int)norm.num_features)]);

    /// <summary>x · (1 + erf(x / √2)) / 2; the operation by that name is younger than the standard that is written.</summary>
    private static OnnxValue ErrorUnit(OnnxGraphWriter graph, OnnxValue input)
    {
        OnnxValue error = graph.Add("Erf", [graph.Add("Div", [input, graph.Constant([], MathF.Sqrt(2))])]);
        OnnxValue share = graph.Add("Add", [error, graph.Constant([], 1)]);
        return graph.Add("Mul", [graph.Add("Mul", [input, share]), graph.Constant([], 0.5f)]);
    }
}
