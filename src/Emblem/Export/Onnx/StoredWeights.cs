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
        yield return new StreamedTensor(name, TensorType.F32, weight.shape, stream =>
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            Write(stream, Plain(weight) * Factor(norm).reshape([-1, .. Enumerable.Repeat(1L, weight.shape.Length - 1)]));
        });
        yield return new StreamedTensor($"{name[..^Weight.Length]}{Bias}", TensorType.F32, [weight.shape[0]], stream =>
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            Tensor shift = Factor(norm) * ((bias is null ? 0 : Plain(bias)) - Plain(norm.running_mean!));
            Write(stream, norm.bias is null ? shift : shift + Plain(norm.bias));
        });
    }

    private static Tensor Factor(NormBase norm)
    {
        Tensor deviation = (Plain(norm.running_var!) + norm.eps).sqrt();
        return norm.weight is null ? 1 / deviation : Plain(norm.weight) / deviation;
    }

    private static Tensor Plain(Tensor stored) => stored.detach().cpu().to(ScalarType.Float64);

    private static void Write(Stream stream, Tensor numbers) => stream.Write(numbers.to(ScalarType.Float32).contiguous().bytes);
}
