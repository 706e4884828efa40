namespace Emblem.IntegrationTests.Support;

/// <summary>How a test runs the command.</summary>
internal sealed record EmblemProcessOptions
{
    /// <summary>The folder it runs in; default the system's temporary folder.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to add; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>No file may become larger, in KiB, as on a full disk; null for no limit. Needs bash.</summary>
    public int? LargestFile { get; init; }

    /// <summary>Killed, and the test failed, after this; default one minute.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);
}
