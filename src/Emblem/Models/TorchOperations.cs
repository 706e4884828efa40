using Emblem.Compute;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>Carries a forward pass out.</summary>
internal class TorchOperations : IOperations<Tensor>
{
    // Pixels of what passes together where a batch passes in parts: one picture of 224 px.
    private const long PartOfPixels = 224 * 224;

    public static TorchOperations Instance { get; } = new();

    public virtual Tensor Through(Tensor input, params ReadOnlySpan<Module<Tensor, Tensor>> layers)
    {
        Tensor value = input;
        foreach (Module<Tensor, Tensor> layer in layers)
            value = layer.call(value);
        return value;
    }

    public Tensor Activate(Tensor fresh, Activation kind) => kind switch
    {
        Activation.ReLU => fresh.relu_(),
        Activation.ReLU6 => functional.relu6(fresh, inplace: true),
        Activation.HardSwish => functional.hardswish(fresh),
        _ => functional.hardsigmoid(fresh),
    };

    public Tensor AddTo(Tensor fresh, Tensor other) => fresh.add_(other, Kept.One);

    public Tensor Sum(Tensor one, Tensor other) => one.add(other, Kept.One);

    public Tensor Gate(Tensor map, Tensor gate) => map * gate;

    public Tensor Scale(Tensor values, Tensor factors) => values * factors.to(values.dtype);

    public Tensor Less(Tensor values, Tensor subtrahends) => values - subtrahends;

    public Tensor RectifiedMaxPool(Tensor fresh) => Fused.RectifiedMaxPool.Of(fresh);

    public Tensor Mean(Tensor map) => map.mean([2, 3]);

    public Tensor MeanMap(Tensor map, bool single = false) => map.mean([2, 3], keepdim: true, type: single ? ScalarType.Float32 : null);

    public Tensor Largest(Tensor map) => map.amax([2, 3]);

    public Tensor Join(Tensor first, Tensor second) => cat([first, second], 1);

    public Tensor Beside(Tensor map, IEnumerable<Tensor> means) =>
        cat([map, .. means.Select(mean => mean.expand(-1, -1, map.shape[2], map.shape[3]))], dim: 1);

    public Tensor SignedRoot(Tensor values, float bend)
    {
        using Scalar start = bend;
        using Scalar bent = MathF.Sqrt(bend);
        return values.abs().add(start).sqrt().sub(bent) * values.sign();
    }

    public Tensor ChannelsLast(Tensor map) => map.permute(0, 2, 3, 1);

    public Tensor ChannelsFirst(Tensor places) => places.permute(0, 3, 1, 2);

    public Tensor LayerNorm(Tensor places, Tensor weight, Tensor bias, double epsilon) =>
        functional.layer_norm(places, weight.shape, weight, bias, epsilon);

    /// <summary>
    /// Where gradients are kept so is the memory, and a card is fastest with all at once. The largest maps of a network are those of its first layers, whose
    /// weights are small: these lose nothing by smaller batches, and gain where a picture's map stays in the processor's cache.
    /// </summary>
    public Tensor InParts(Tensor input, Func<Tensor, Tensor> part)
    {
        long pictures = Math.Max(1, PartOfPixels / (input.shape[2] * input.shape[3]));
        if (pictures >= input.shape[0] || is_grad_enabled() || input.device_type != TorchSharp.DeviceType.CPU)
            return part(input);
        using var scope = NewDisposeScope();
        Tensor[] parts = [.. input.split(pictures).Select(some =>
        {
            using var inner = NewDisposeScope();
            return part(some).MoveToOuterDisposeScope();
        })];
        return cat(parts, dim: 0).MoveToOuterDisposeScope();
    }

    public void Release(Tensor value) => value.Dispose();
}
