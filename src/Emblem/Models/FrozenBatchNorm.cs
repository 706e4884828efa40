namespace Emblem.Models;

/// <summary>What batch norms do where layer groups are frozen. Other norms freeze with their group, as in fast.ai.</summary>
public enum FrozenBatchNorm
{
    /// <summary>Scale and shift learn on, and running statistics follow the new pictures: fast.ai's <c>train_bn=True</c>, the default.</summary>
    Train,

    /// <summary>Nothing of them changes, and in training too they normalise by their running statistics.</summary>
    Freeze,

    /// <summary>
    /// As <see cref="Freeze"/>, and in groups of the body that learn too: for fine-tuning from a head that was fitted on the body as it is, whose
    /// features would change at once if norms took the statistics of small batches.
    /// </summary>
    FreezeAlways,
}

/// <summary>What the choice means for a layer group.</summary>
internal static class FrozenBatchNorms
{
    /// <summary>Whether the norms of a group stay as they are.</summary>
    /// <param name="norms">The choice.</param>
    /// <param name="group">From 0.</param>
    /// <param name="first">The first group that learns.</param>
    /// <param name="groups">All of them; the last is the head, whose norms always learn.</param>
    public static bool RestIn(this FrozenBatchNorm norms, int group, int first, int groups) => norms switch
    {
        FrozenBatchNorm.Train => false,
        FrozenBatchNorm.Freeze => group < first,
        _ => group < groups - 1,
    };
}
