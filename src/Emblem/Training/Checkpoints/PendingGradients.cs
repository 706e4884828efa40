using System.Globalization;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Training.Callbacks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Training.Checkpoints;

/// <summary>
/// Gradients that wait for a step when a checkpoint is saved, as they do where several batches make one step: what a callback would have to
/// remember of them. Nothing where each batch has its step.
/// </summary>
internal sealed class PendingGradients(TransferModel model) : Callback
{
    public override void SaveState(CallbackState state)
    {
        foreach ((int i, Parameter parameter) in Learning().Index())
        {
            using var scope = NewDisposeScope();
            if (parameter.grad is { } gradient && gradient.count_nonzero().item<long>() > 0)
                state.Tensors[Name(i)] = StateDictionary.Copy(Name(i), gradient);
        }
    }

    public override void RestoreState(CallbackState state)
    {
        foreach ((int i, Parameter parameter) in Learning().Index())
        {
            if (!state.Tensors.TryGetValue(Name(i), out NamedTensor? saved))
                continue;
            using var quiet = no_grad();
            using Tensor gradient = zeros_like(parameter);
            using Tensor plain = empty(parameter.shape, parameter.dtype);
            saved.Bytes.Span.CopyTo(plain.bytes);
            gradient.copy_(plain);
            parameter.grad = gradient;
        }
    }

    private IEnumerable<Parameter> Learning() => model.ParametersByGroup(trainable: true).SelectMany(group => group);

    private static string Name(int parameter) => parameter.ToString(CultureInfo.InvariantCulture);
}
