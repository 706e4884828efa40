namespace Emblem.Cli.Runs;

/// <summary>Where a run begins.</summary>
internal enum RunBeginning
{
    /// <summary>At its beginning, whatever the folder holds.</summary>
    Anew,

    /// <summary>Where an interrupted one had come to.</summary>
    Resumed,
}
