using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem quickstart</c> was asked for.</summary>
/// <param name="Out">The folder for lists, test pictures and everything that is built from them.</param>
/// <param name="Seed">Draws the pictures.</param>
/// <param name="Serve">Serve only, until stopped.</param>
/// <param name="Port">The web server's port; 0 for any free one.</param>
internal sealed record QuickstartOptions(string Out, long Seed, bool Serve, int Port)
{
    /// <summary>How the classifier is trained.</summary>
    public TrainingChoices Training { get; init; } = new();
}
