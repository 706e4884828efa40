using Emblem.ModelFiles.Onnx;
using Emblem.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Export.Onnx;

/// <summary>Writes a forward pass down as a graph, as the network computes it in evaluation mode.</summary>
/// <param name="graph">Grows.</param>
/// <param name="weights">What the network keeps, under its names.</param>
/// <param name="foldNorms">Whether a batch norm goes into the weights of the layer before it.</param>
internal sealed class OnnxOperations(OnnxGraphWriter graph, StoredWeights weights, bool foldNorms) : IOperations<OnnxValue>
{
    public OnnxValue Through(OnnxValue input, params ReadOnlySpan<Module<Tensor, Tensor>> layers)
    {
        OnnxValue value = input;
        for (int i = 0; i < layers.Length; i++)
        {
            var norm = foldNorms && OnnxLayers.CanFold(layers[i]) && i + 1 < layers.Length ? layers[i + 1] as TorchSharp.Modules.NormBase : null;
            value = layers[i] is Layer own ? own.Pass(this, value) : OnnxLayers.Add(this, graph, weights, value, layers[i], norm);
            if (norm is not null)
                i++;
        }

        return value;
    }

    public OnnxValue Activate(OnnxValue fresh, Activation kind) => kind switch
    {
        Activation.ReLU => graph.Add("Relu", [fresh]),
        Activation.ReLU6 => graph.Add("Clip", [fresh, graph.Constant([], 0), graph.Constant([], 6)]),
        Activation.HardSwish => graph.Add("HardSwish", [fresh]),
        _ => graph.Add("HardSigmoid", [fresh], OnnxSetting.Of("alpha", 1f / 6), OnnxSetting.Of("beta", 0.5f)),
    };

    public OnnxValue AddTo(OnnxValue fresh, OnnxValue other) => graph.Add("Add", [fresh, other]);

    public OnnxValue Sum(OnnxValue one, OnnxValue other) => graph.Add("Add", [one, other]);

    public OnnxValue Gate(OnnxValue map, OnnxValue gate) => graph.Add("Mul", [map, gate]);

    public OnnxValue Scale(OnnxValue values, Tensor factors) => graph.Add("Mul", [values, graph.Store(weights.Of(factors))]);

    public OnnxValue Less(OnnxValue values, Tensor subtrahends) => graph.Add("Sub", [values, graph.Store(weights.Of(subtrahends))]);

    public OnnxValue RectifiedMaxPool(OnnxValue fresh) => graph.Add(
        "MaxPool",
        [graph.Add("Relu", [fresh])],
        OnnxSetting.Of("kernel_shape", [3, 3]),
        OnnxSetting.Of("strides", [2, 2]),
        OnnxSetting.Of("pads", [1, 1, 1, 1]));

    public OnnxValue Mean(OnnxValue map) => Flat(MeanMap(map));

    public OnnxValue MeanMap(OnnxValue map, bool single = false) => graph.Add("GlobalAveragePool", [map]);

    public OnnxValue Largest(OnnxValue map) => Flat(graph.Add("GlobalMaxPool", [map]));

    public OnnxValue Join(OnnxValue first, OnnxValue second) => graph.Add("Concat", [first, second], OnnxSetting.Of("axis", 1));

    public OnnxValue Beside(OnnxValue map, IEnumerable<OnnxValue> means)
    {
        OnnxValue sides = graph.Add("Shape", [map], OnnxSetting.Of("start", 2));
        OnnxValue shape = graph.Add("Concat", [graph.Wholes(1, 1), sides], OnnxSetting.Of("axis", 0));
        return graph.Add("Concat", [map, .. means.Select(mean => graph.Add("Expand", [mean, shape]))], OnnxSetting.Of("axis", 1));
    }

    public OnnxValue SignedRoot(OnnxValue values, float bend)
    {
        OnnxValue root = graph.Add("Sqrt", [graph.Add("Add", [graph.Add("Abs", [values]), graph.Constant([], bend)])]);
        return graph.Add("Mul", [graph.Add("Sub", [root, graph.Constant([], MathF.Sqrt(bend))]), graph.Add("Sign", [values])]);
    }

    public OnnxValue ChannelsLast(OnnxValue map) => graph.Add("Transpose", [map], OnnxSetting.Of("perm", [0, 2, 3, 1]));

    public OnnxValue ChannelsFirst(OnnxValue places) => graph.Add("Transpose", [places], OnnxSetting.Of("perm", [0, 3, 1, 2]));

    public OnnxValue LayerNorm(OnnxValue places, Tensor weight, Tensor bias, double epsilon) => graph.Add(
        "LayerNormalization",
        [places, graph.Store(weights.Of(weight)), graph.Store(weights.Of(bias))],
        OnnxSetting.Of("axis", -1),
        OnnxSetting.Of("epsilon", (float)epsilon));

    public OnnxValue InParts(OnnxValue input, Func<OnnxValue, OnnxValue> part) => part(input);

    public void Release(OnnxValue value)
    {
        // A graph says when each result is needed last.
    }

    private OnnxValue Flat(OnnxValue map) => graph.Add("Flatten", [map], OnnxSetting.Of("axis", 1));
}
