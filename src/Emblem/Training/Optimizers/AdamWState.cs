using static TorchSharp.torch;

namespace Emblem.Training.Optimizers;

/// <summary>A copy of an optimizer's moments.</summary>
internal sealed class AdamWState(IReadOnlyList<AdamWState.Moments> all) : IDisposable
{
    public IReadOnlyList<Moments> All => all;

    public void Dispose()
    {
        foreach (Moments moments in all)
        {
            moments.Mean.Dispose();
            moments.Square.Dispose();
        }
    }

    internal sealed record Moments(Tensor Mean, Tensor Square, int Steps);
}
