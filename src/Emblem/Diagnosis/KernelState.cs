namespace Emblem.Diagnosis;

/// <summary>What came of one convolution in a <see cref="KernelSurvey"/>.</summary>
public enum KernelState
{
    /// <summary>Computed as planned, and right.</summary>
    Right,

    /// <summary>Wrong, refused, or known to end the process as planned; computed in another way, which is right.</summary>
    Replaced,

    /// <summary>Not right in any way: training with it is refused.</summary>
    Wrong,
}
