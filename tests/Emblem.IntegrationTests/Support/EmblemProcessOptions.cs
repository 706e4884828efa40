using Emblem.PlantedFaults;

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

    /// <summary>With faults in the command's process and in those that it starts.</summary>
    /// <param name="variable">One that the hook of <see cref="PlantedFault"/>'s assembly looks for.</param>
    /// <param name="faults">What it says.</param>
    /// <param name="more">Variables besides.</param>
    public static EmblemProcessOptions Planted(string variable, string faults, params IReadOnlyList<(string Name, string Value)> more) => new()
    {
        Environment = new Dictionary<string, string?>(more.Select(pair => KeyValuePair.Create<string, string?>(pair.Name, pair.Value)))
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(PlantedFault).Assembly.Location,
            [variable] = faults,
        },
    };

    /// <summary>Another program than the command, a file beside the tests; null for the command.</summary>
    public string? Program { get; init; }

    /// <summary>Processes that run the command together, started by <c>mpirun</c>; 1 for one alone. Skips the test where there is none.</summary>
    public int Ranks { get; init; } = 1;

    /// <summary>What is piped to it; nothing when null.</summary>
    public byte[]? Input { get; init; }

    /// <summary>Killed, and the test failed, after this; default one minute.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);
}
