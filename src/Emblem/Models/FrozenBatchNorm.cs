namespace Emblem.Models;

/// <summary>What batch norms do in layer groups that are frozen. Other norms freeze with their group, as in fast.ai.</summary>
public enum FrozenBatchNorm
{
    /// <summary>Scale and shift learn on, and running statistics follow the new pictures: fast.ai's <c>train_bn=True</c>, the default.</summary>
    Train,

    /// <summary>Nothing of them changes, and in training too they normalise by their running statistics.</summary>
    Freeze,
}
