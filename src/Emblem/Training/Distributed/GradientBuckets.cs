using Emblem.Cluster;
using Emblem.Compute;
using Emblem.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Training.Distributed;

/// <summary>
/// Adds the gradients of all ranks up, in fp32, in a few large exchanges that begin while the way back is still under way: the last layers have most of a network's
/// numbers, and theirs are whole first. Costs one more copy of what learns, in which gradients stay: a step reads them where they were added up.
/// </summary>
internal sealed class GradientBuckets(TransferModel model, Ranks ranks) : IDisposable
{
    // 8 MB: large enough for any network's bandwidth, small enough that the first leaves early.
    private const long FewestNumbers = 1 << 21;

    private readonly HashSet<nint> _taken = [];
    private readonly List<(Tensor Numbers, IRankRequest Request)> _under = [];
    private Tensor? _buffer;
    private Tensor? _spare;
    private long _begun;
    private long _filled;

    /// <summary>Numbers of the last way back that left while it was under way.</summary>
    public long SentEarly { get; private set; }

    /// <summary>Before a way back.</summary>
    /// <param name="waiting">Whether gradients of an earlier one wait where they were added up.</param>
    public void Begin(bool waiting)
    {
        if (waiting)
            (_buffer, _spare) = (_spare, _buffer);
        long numbers = Learning(model).Sum(parameter => parameter.numel());
        if (_buffer?.numel() != numbers)
        {
            _buffer?.Dispose();
            _buffer = zeros(numbers).DetachFromDisposeScope();
        }

        (_begun, _filled) = (0, 0);
        _taken.Clear();
    }

    /// <summary>The gradients of a part of the network are whole: they leave with those before them, once there are enough.</summary>
    public void Take(Module part)
    {
        using var quiet = no_grad();
        foreach (Parameter parameter in Learning(part))
        {
            if (_taken.Add(parameter.Handle))
                Place(parameter);
        }

        if (_filled - _begun >= FewestNumbers)
            Send();
    }

    /// <summary>After the way back: what is left leaves, and every parameter has the sum.</summary>
    public void End()
    {
        SentEarly = _begun;
        Take(model);
        if (_filled > _begun)
            Send();
        foreach ((Tensor numbers, IRankRequest request) in _under)
        {
            ranks.End(request);
            numbers.Dispose();
        }

        _under.Clear();
    }

    public void Dispose()
    {
        _buffer?.Dispose();
        _spare?.Dispose();
    }

    private static IEnumerable<Parameter> Learning(Module part) => part.parameters().Where(parameter => parameter.requires_grad);

    /// <summary>A gradient lies in the buffer as its parameter lies in memory, so that it is copied straight through.</summary>
    private void Place(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        if (parameter.grad is not { } gradient)
            return;
        Tensor place = _buffer!.narrow(0, _filled, parameter.numel()).as_strided(parameter.shape, parameter.stride(), _filled);
        parameter.grad = place.copy_(gradient);
        _filled += parameter.numel();
    }

    private unsafe void Send()
    {
        Tensor numbers = _buffer!.narrow(0, _begun, _filled - _begun).DetachFromDisposeScope();
        _under.Add((numbers, ranks.BeginSum(MemoryOrder.AddressOf(numbers), checked((int)(_filled - _begun)))));
        _begun = _filled;
    }
}
