using static TorchSharp.torch;

namespace Emblem.Training.Distributed;

/// <summary>
/// Changes nothing, and says on the way back that the gradient has come to this place. Torch works the way back off from the latest operation to the earliest,
/// and adds gradients to parameters before all else, so those of everything behind this place are whole then.
/// </summary>
internal sealed class GradientMark : autograd.SingleTensorFunction<GradientMark>
{
    private const string Key = "reached";

    public override string Name => nameof(GradientMark);

    /// <param name="values">What goes into a part of the network, and needs a gradient.</param>
    /// <param name="reached">Called when the part's own gradients are whole; must not throw.</param>
    public static Tensor Of(Tensor values, Action reached) => apply(values, reached);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        ctx.save_data(Key, vars[1]);
        return ((Tensor)vars[0]).alias();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        ((Action)ctx.get_data(Key))();
        return [grad_output.alias(), null!];
    }
}
