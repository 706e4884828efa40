using System.Collections.Concurrent;
using Emblem.Foundation;
using TorchSharp;
using static TorchSharp.torch;

namespace Emblem.Compute.Kernels;

/// <summary>
/// Computes the convolutions of a network, each in the first of its ways that gives right numbers on this machine. What no one has tried here is tried
/// when it is first met: the result when it is first computed, each gradient when it is first needed.
/// </summary>
/// <remarks>
/// Which way is taken depends on the machine alone, never on what is remembered or on the pictures: a seed gives the same bytes with and without a
/// file of answers.
/// </remarks>
internal sealed class KernelSelection
{
    // Larger batches are tried with so many pictures: libtorch does with each sixteen what it did with the first, and a trial costs what they do.
    private const int MostPictures = 16;

    private readonly ConcurrentDictionary<Key, ConvolutionWay> _chosen = new();
    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.Ordinal);
    private readonly ConvolutionKernel _kernel;
    private readonly KernelAnswers _answers;
    private readonly bool _checks;

    /// <param name="checks">Whether kernels are tried; else the first way that is not known to end the process is taken.</param>
    /// <param name="kernel">What computes; null for the process's.</param>
    /// <param name="answers">What is known; null for this machine's.</param>
    public KernelSelection(bool checks, ConvolutionKernel? kernel = null, KernelAnswers? answers = null)
    {
        _checks = checks;
        _kernel = kernel ?? ConvolutionKernels.Current;
        _answers = answers ?? KernelAnswers.OfThisMachine;
    }

    /// <summary>For networks that nobody gave one of their own: checks, and tells nobody.</summary>
    public static KernelSelection Silent { get; } = new(checks: true);

    /// <summary>Told in a sentence, once each, when something is computed in another way than planned.</summary>
    public Action<string>? Notes { get; init; }

    /// <summary>float [n, inputs, h, w] to [n, outputs, h', w'] in a precision, in the order that the arguments have.</summary>
    /// <exception cref="EmblemException">Every way of computing it gives wrong numbers here.</exception>
    public Tensor Compute(ConvolutionShape shape, NumericPrecision precision, Tensor input, Tensor weight, Tensor? bias)
    {
        MemoryLayout layout = LayoutOf(shape, input, weight);
        if (input.device_type != DeviceType.CPU || shape.IsEmpty)
            return _kernel(shape, new ConvolutionWay(ConvolutionMethod.Convolution, precision, layout), input, weight, bias);
        ConvolutionWay way = Choose(shape, precision, layout, Needed(input, weight));
        if (way.Precision == precision && way.Layout == layout)
            return _kernel(shape, way, input, weight, bias);
        using var scope = NewDisposeScope();
        Tensor result = _kernel(shape, way, input, weight, bias).In(precision);
        return (layout == MemoryLayout.ChannelsLast ? MemoryOrder.ChannelsLast(result) : result.contiguous()).MoveToOuterDisposeScope();
    }

    /// <summary>The first way whose needed parts are right.</summary>
    public ConvolutionWay Choose(ConvolutionShape shape, NumericPrecision precision, MemoryLayout layout, KernelParts needed)
    {
        var key = new Key(shape with { Pictures = Math.Min(shape.Pictures, MostPictures) }, precision, layout, needed, NativeRuntime.Threads);
        return _chosen.TryGetValue(key, out ConvolutionWay known) ? known : _chosen[key] = Find(key);
    }

    private ConvolutionWay Find(Key key)
    {
        var faults = new List<string>();
        IReadOnlyList<ConvolutionWay> ways = ConvolutionWay.For(key.Shape, key.Precision, key.Layout);
        foreach (ConvolutionWay way in ways)
        {
            KnownFault? known = KnownFault.Of(key.Shape, way);
            string? fault = known?.Words ?? (_checks ? Ask(key, way).FaultOf(key.Needed) : null);
            if (fault is null)
            {
                if (faults.Count > 0 && KnownFault.Of(key.Shape, ways[0]) is null)
                    Say($"On this processor the convolution {key.Shape} is not right {ways[0]} ({faults[0]}): it is computed {way}.");
                return way;
            }

            if (known is not null)
                Say($"{known.Words}.");
            faults.Add(fault);
        }

        throw new EmblemException(
            $"The convolution {key.Shape} cannot be computed right on this machine ({Processor.Here}): "
            + $"{string.Join("; ", ways.Zip(faults, (way, fault) => $"{way}, {fault}"))}. Nothing was computed with it. "
            + $"Another machine is needed, or {nameof(ComputeOptions)}.{nameof(ComputeOptions.CheckKernels)} = false to go on with wrong numbers.");
    }

    /// <summary>What is known of the needed parts; tries those that nobody has tried.</summary>
    private KernelAnswer Ask(Key key, ConvolutionWay way)
    {
        KernelAnswer? known = _answers.Of(key.Shape, way, key.Threads);
        KernelParts open = key.Needed & ~((known?.Right ?? 0) | (known?.Wrong ?? 0));
        if (known is not null && (known.Crashes || open == 0))
            return known;
        KernelVerdict found = ConvolutionTrial.Run(_kernel, key.Shape, way, open);
        KernelAnswer answer = KernelAnswer.Of(key.Shape, way, key.Threads, found);
        _answers.Add(answer);
        return known is null ? answer : known.With(answer);
    }

    /// <summary>
    /// What torch would take the order for: channels last where one of the two has it. Pictures of one place have both orders; channels last then costs
    /// nothing, but only where it would not turn a weight round.
    /// </summary>
    private static MemoryLayout LayoutOf(ConvolutionShape shape, Tensor input, Tensor weight) =>
        (MemoryOrder.IsChannelsLast(input) && (shape.IsPointwise || !input.is_contiguous()))
        || (MemoryOrder.IsChannelsLast(weight) && !weight.is_contiguous())
            ? MemoryLayout.ChannelsLast
            : MemoryLayout.ChannelsFirst;

    private static KernelParts Needed(Tensor input, Tensor weight)
    {
        if (!is_grad_enabled())
            return KernelParts.Forward;
        return KernelParts.Forward
            | (input.requires_grad ? KernelParts.InputGradient : 0)
            | (weight.requires_grad ? KernelParts.WeightGradient : 0);
    }

    private void Say(string sentence)
    {
        if (_said.TryAdd(sentence, true))
            Notes?.Invoke(sentence);
    }

    private readonly record struct Key(ConvolutionShape Shape, NumericPrecision Precision, MemoryLayout Layout, KernelParts Needed, int Threads);
}
