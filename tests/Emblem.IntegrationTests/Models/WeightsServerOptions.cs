namespace Emblem.IntegrationTests.Models;

/// <summary>How a <see cref="WeightsServer"/> behaves.</summary>
internal sealed record WeightsServerOptions
{
    /// <summary>The file.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Its version; null sends none.</summary>
    public string? Tag { get; init; } = "\"one\"";

    /// <summary>Whether the server knows parts, as most do.</summary>
    public bool KnowsRanges { get; init; } = true;

    /// <summary>The only path that has the file; others are 404. Null for every path.</summary>
    public string? OnlyPath { get; init; }

    /// <summary>So many answers break off half way.</summary>
    public int Cuts { get; init; }

    /// <summary>So many requests are answered with 503.</summary>
    public int Refusals { get; init; }

    /// <summary>Accepts connections and never answers.</summary>
    public bool IsSilent { get; init; }

    /// <summary>After every 64 KB.</summary>
    public TimeSpan Pause { get; init; }
}
