using Emblem.Acquisition;
using Emblem.Projects;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem build</c> was asked for.</summary>
internal sealed record BuildRequest
{
    /// <summary>One list a class; empty when <see cref="Train"/> is given.</summary>
    public IReadOnlyList<NamedUrlList> Urls { get; init; } = [];

    public int Limit { get; init; } = GatheringRequest.StandardLimit;

    /// <summary>How lists are fetched.</summary>
    public DownloadOptions Downloading { get; init; } = new();

    /// <summary>A folder of pictures instead of lists.</summary>
    public string? Train { get; init; }

    /// <summary>Pictures to predict in the end, or null.</summary>
    public string? Test { get; init; }

    /// <summary>Longer side of the verified copies, in pixels.</summary>
    public int MaxSize { get; init; } = GatheringRequest.StandardMaxSize;

    /// <summary>Training's wishes; their data folder is the run's own verified copies.</summary>
    public required TrainingRequest Training { get; init; }

    /// <summary>Where everything goes.</summary>
    public RunFolder Run => new(Training.Out ?? RunFolder.UsualName);
}
