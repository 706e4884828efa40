namespace Emblem.Cli.Terminal;

/// <summary>What an option is about. The order is that of the help.</summary>
internal enum HelpGroup
{
    /// <summary>Which pictures, and how the network sees them.</summary>
    Data,

    /// <summary>What learns, and what it begins with.</summary>
    Network,

    /// <summary>How it learns, and how long.</summary>
    Recipe,

    /// <summary>What training makes small, mixes and measures.</summary>
    Losses,

    /// <summary>What computes.</summary>
    Compute,

    /// <summary>What is written, repeated, stopped and gone on with. An option that names no group is here.</summary>
    Run,
}
