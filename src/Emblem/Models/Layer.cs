using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// A part of a network that says what it computes once (<see cref="Pass"/>), for torch and for whatever else reads networks. Intermediate results are freed
/// at its end; what the gradient needs, autograd keeps.
/// </summary>
internal abstract class Layer(string name) : Module<Tensor, Tensor>(name)
{
    /// <summary>The forward pass in these operations alone: nothing of torch's own, or an export would not see it.</summary>
    public abstract T Pass<T>(IOperations<T> on, T input)
        where T : class;

    /// <summary>What carries it out: torch alone, unless processes share a batch.</summary>
    public TorchOperations On { get; set; } = TorchOperations.Instance;

    public sealed override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Pass(On, input).MoveToOuterDisposeScope();
    }
}
