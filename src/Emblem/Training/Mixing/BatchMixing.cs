using Emblem.Foundation;
using static TorchSharp.torch;

namespace Emblem.Training.Mixing;

/// <summary>
/// Makes training pictures out of two of the same batch, which share the loss as they share the picture. Validation is never mixed. Helps with
/// few pictures and many epochs; short fine-tuning of good weights gains little.
/// </summary>
public abstract class BatchMixing
{
    private protected BatchMixing()
    {
    }

    /// <summary>Mixes a batch; the new tensors belong to the caller's dispose scope, and the given ones stay as they are.</summary>
    /// <param name="inputs">[n, 3, height, width], any floating type and layout.</param>
    /// <param name="targets">int64 [n].</param>
    /// <param name="random">Decides all; one stream a batch.</param>
    internal abstract MixedBatch Mix(Tensor inputs, Tensor targets, RandomStream random);

    /// <summary>Which picture is mixed into which, as indices int64 [n]; a picture may meet itself.</summary>
    private protected static Tensor Partners(Tensor inputs, RandomStream random)
    {
        long[] order = [.. Enumerable.Range(0, (int)inputs.shape[0]).Select(i => (long)i)];
        random.Shuffle(order.AsSpan());
        return tensor(order, device: inputs.device);
    }
}
