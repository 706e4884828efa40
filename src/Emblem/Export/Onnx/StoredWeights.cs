using System.Runtime.InteropServices;
using Emblem.ModelFiles;
using Emblem.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Export.Onnx;

/// <summary>A network's tensors under the names that its files give them, lent to a writer one after the other.</summary>
internal sealed class StoredWeights
{
    private const string Weight = "weight";
    private const string Bias = "bias";

    private readonly Dictionary<Tensor, string> _names = new(ReferenceEqualityComparer.Instance);

    public StoredWeights(TransferModel model)
    {
        foreach ((string name, Tensor tensor) in model.Body.state_dict())
            _names[tensor] = name;
        foreach ((string name, Tensor tensor) in model.Head.state_dict())
            _names[tensor] = TransferModel.HeadPrefix + name;
    }

    /// <summary>One as it is.</summary>
    public StreamedTensor Of(Tensor tensor) => StateDictionary.Lend(_names[tensor], tensor);

    /// <summary>A product's numbers as they are.</summary>
    public IEnumerable<StreamedTensor> Plain(Tensor weight, Tensor? bias) => bias is null ? [Of(weight)] : [Of(weight), Of(bias)];

    /// <summary>
    /// A product's numbers with those of the norm behind it, which in evaluation is a factor and a summand for each output: worked out in double precision.
    /// </summary>
    public IEnumerable<StreamedTensor> Folded(Tensor weight, Tensor? bias, NormBase norm)
    {
        string name = _names[weight];
        return
        [
            new StreamedTensor(name, TensorType.F32, weight.shape, stream =>
            {
                float[] numbers = Numbers(weight);
                double[] factors = Factors(norm);
                int each = numbers.Length / factors.Length;
                Write(stream, [.. numbers.Select((number, i) => (float)(number * factors[i / each]))]);
            }),
            new StreamedTensor($"{name[..^Weight.Length]}{Bias}", TensorType.F32, [weight.shape[0]], stream =>
            {
                double[] factors = Factors(norm);
                float[] means = Numbers(norm.running_mean!);
                float[] before = NumbersOr(bias, means.Length, 0), shifts = NumbersOr(norm.bias, means.Length, 0);
                Write(stream, [.. factors.Select((factor, i) => (float)((factor * ((double)before[i] - means[i])) + shifts[i]))]);
            }),
        ];
    }

    private static double[] Factors(NormBase norm)
    {
        float[] variances = Numbers(norm.running_var!);
        return [.. NumbersOr(norm.weight, variances.Length, 1).Zip(variances, (scale, variance) => scale / Math.Sqrt(variance + norm.eps))];
    }

    private static float[] NumbersOr(Tensor? stored, int count, float usual) => stored is null ? [.. Enumerable.Repeat(usual, count)] : Numbers(stored);

    private static float[] Numbers(Tensor stored)
    {
        using var scope = NewDisposeScope();
        return stored.detach().cpu().contiguous().data<float>().ToArray();
    }

    private static void Write(Stream stream, float[] numbers) => stream.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
}
