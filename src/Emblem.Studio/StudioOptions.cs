using System.Net;
using Emblem.Acquisition;

namespace Emblem.Studio;

/// <summary>How the page is served.</summary>
public sealed record StudioOptions
{
    /// <summary>The folder whose folders are projects.</summary>
    public required string Root { get; init; }

    /// <summary>Starts this program once more, for what may crash or take long: the first argument is the verb.</summary>
    public required WorkerCommand Program { get; init; }

    /// <summary>Where it listens; this machine alone by default.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0, the default, for any free one.</summary>
    public int Port { get; init; }

    /// <summary>Names that the page may be asked for by, beside this machine's own: what a browser writes as the host.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>How addresses are asked: from the public network alone by default.</summary>
    public DownloadOptions Download { get; init; } = new();

    /// <inheritdoc/>
    public override string ToString() => $"{Root} at {Address}:{Port}";
}
