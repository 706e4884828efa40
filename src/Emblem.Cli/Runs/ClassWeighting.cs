namespace Emblem.Cli.Runs;

/// <summary>How much pictures of each class count.</summary>
internal enum ClassWeighting
{
    /// <summary>Every picture the same.</summary>
    None,

    /// <summary>Every class the same.</summary>
    Balanced,
}
