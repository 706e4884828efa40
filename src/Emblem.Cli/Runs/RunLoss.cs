namespace Emblem.Cli.Runs;

/// <summary>The losses that a run can be trained with.</summary>
internal enum RunLoss
{
    /// <summary>Plain, or with smoothed labels.</summary>
    CrossEntropy,

    /// <summary>With the paper's gamma of 2.</summary>
    Focal,
}
