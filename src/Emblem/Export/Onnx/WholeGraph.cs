using System.Runtime.InteropServices;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;

namespace Emblem.Export.Onnx;

/// <summary>
/// A graph in singles written again with some of its operations in whole numbers, in the words of the standard: each value in 8 bits is rounded once
/// (<c>QuantizeLinear</c>) and read back wherever it is used (<c>DequantizeLinear</c>). A runtime with integer kernels makes one operation of a product between
/// such words; any other computes the same in singles.
/// </summary>
internal sealed class WholeGraph
{
    private readonly OnnxGraphWriter _from;
    private readonly OnnxGraphWriter _graph;
    private readonly WholeSteps _steps;
    private readonly IReadOnlyDictionary<string, ByteScale> _scales;
    private readonly Dictionary<string, StreamedTensor> _stored;
    private readonly Dictionary<string, OnnxValue> _read = new(StringComparer.Ordinal);

    private WholeGraph(OnnxGraphWriter from, WholeSteps steps, IReadOnlyDictionary<string, ByteScale> scales)
    {
        (_from, _graph, _steps, _scales) = (from, from.Emptied(), steps, scales);
        _stored = from.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <param name="from">In singles.</param>
    /// <param name="steps">Which of its operations.</param>
    /// <param name="scales">Of each value that is measured.</param>
    public static OnnxGraphWriter Of(OnnxGraphWriter from, WholeSteps steps, IReadOnlyDictionary<string, ByteScale> scales)
    {
        var whole = new WholeGraph(from, steps, scales);
        whole.Write();
        return whole._graph;
    }

    private void Write()
    {
        HashSet<string> turned = [.. _from.Steps.Where(step => _steps.Names.Contains(step.Name)).Select(_steps.WeightOf).OfType<OnnxStep>().Select(step => step.Name)];
        if (_steps.Values.Contains(OnnxInterface.Input) && !_from.Steps.Any(step => step.Outputs[0].Name == OnnxInterface.Input))
            Round(new OnnxValue(OnnxInterface.Input));
        foreach (OnnxStep step in _from.Steps.Where(step => !turned.Contains(step.Name)))
        {
            _graph.Append(step with { Inputs = InputsOf(step) });
            foreach (OnnxValue output in step.Outputs.Where(output => _steps.Values.Contains(output.Name)))
                Round(output);
        }
    }

    private IReadOnlyList<OnnxValue> InputsOf(OnnxStep step)
    {
        bool isWhole = _steps.Names.Contains(step.Name);
        return isWhole && step.Operation == WholeSteps.Convolution ? Convolved(step)
            : isWhole && _steps.WeightOf(step) is { } turned ? [Read(step.Inputs[0]), Turned(_stored[turned.Inputs[0].Name], ScaleOf(step.Inputs[0]).Step)]
            : [.. step.Inputs.Select(Read)];
    }

    private OnnxValue Read(OnnxValue value) => _stored.TryGetValue(value.Name, out StreamedTensor? stored) ? _graph.Store(stored) : _read.GetValueOrDefault(value.Name, value);

    private ByteScale ScaleOf(OnnxValue value) => _scales[_steps.MeasuredAs(value.Name)];

    private void Round(OnnxValue value)
    {
        ByteScale scale = ScaleOf(value);
        OnnxValue step = _graph.Constant([], scale.Step), zero = _graph.Constant(TensorType.U8, [], [scale.Zero]);
        _read[value.Name] = _graph.Add("DequantizeLinear", [_graph.Add("QuantizeLinear", [value, step, zero]), step, zero]);
    }

    private OnnxValue[] Convolved(OnnxStep step)
    {
        StreamedTensor weight = _stored[step.Inputs[1].Name];
        float input = ScaleOf(step.Inputs[0]).Step;
        float[] bias = step.Inputs.Count > 2 ? Numbers(_stored[step.Inputs[2].Name]) : [];
        var channels = ChannelWeights.Of(Numbers(weight), bias, input, (int)weight.Shape[0]);
        OnnxValue rounded = Stored(weight.Name, TensorType.I8, weight.Shape, MemoryMarshal.AsBytes(channels.Weights.AsSpan()), channels.Steps, axis: 0);
        return bias.Length == 0
            ? [Read(step.Inputs[0]), rounded]
            : [
                Read(step.Inputs[0]),
                rounded,
                Stored(step.Inputs[2].Name, TensorType.I32, [bias.Length], MemoryMarshal.AsBytes(channels.Bias.AsSpan()), [.. channels.Steps.Select(each => each * input)], axis: 0),
            ];
    }

    /// <summary>A product's weight [outputs, inputs] as the operation takes it, [inputs, outputs].</summary>
    private OnnxValue Turned(StreamedTensor weight, float inputStep)
    {
        (int outputs, int inputs) = ((int)weight.Shape[0], (int)weight.Shape[1]);
        var channels = ChannelWeights.Of(Numbers(weight), [], inputStep, outputs);
        var turned = new sbyte[channels.Weights.Length];
        for (int i = 0; i < turned.Length; i++)
            turned[i] = channels.Weights[(i % outputs * inputs) + (i / outputs)];
        return Stored(weight.Name, TensorType.I8, [inputs, outputs], MemoryMarshal.AsBytes(turned.AsSpan()), channels.Steps, axis: 1);
    }

    private OnnxValue Stored(string name, TensorType type, IReadOnlyList<long> shape, ReadOnlySpan<byte> bytes, float[] steps, int axis)
    {
        OnnxValue rounded = _graph.Store(StreamedTensor.Of(new NamedTensor($"{name}.whole", type, shape, bytes.ToArray())));
        OnnxValue scale = _graph.Store(StreamedTensor.Of(new NamedTensor($"{name}.steps", TensorType.F32, [steps.Length], MemoryMarshal.AsBytes(steps.AsSpan()).ToArray())));

        // One for each tensor: ONNX Runtime fails on a shared one where it moves weights to unsigned numbers, which it does on processors without VNNI.
        OnnxValue zero = _graph.Store(StreamedTensor.Of(new NamedTensor($"{name}.zeros", type, [steps.Length], new byte[steps.Length * (TensorTypes.BitsOf(type) / 8)])));
        return _graph.Add("DequantizeLinear", [rounded, scale, zero], OnnxSetting.Of("axis", axis));
    }

    private static float[] Numbers(StreamedTensor tensor)
    {
        using var stream = new MemoryStream();
        tensor.Write(stream);
        return MemoryMarshal.Cast<byte, float>(stream.GetBuffer().AsSpan(0, (int)stream.Length)).ToArray();
    }
}
