using Emblem.Cli.Runs;
using Emblem.Projects;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem build --json</c> shows.</summary>
/// <param name="Downloads">One a class; empty for a folder.</param>
/// <param name="Files">Files that were verified.</param>
/// <param name="Good">Of those, pictures that train.</param>
/// <param name="Training">The training run.</param>
/// <param name="Test">The test pictures' predictions, or null.</param>
internal sealed record BuildResult(IReadOnlyList<ClassDownload> Downloads, int Files, int Good, RunResult Training, PredictResult? Test)
{
    /// <summary>The page of the run; null where it could not be made.</summary>
    public string? Report { get; init; }
}
