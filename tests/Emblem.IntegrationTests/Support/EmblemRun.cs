using System.Text.Json;

namespace Emblem.IntegrationTests.Support;

/// <summary>How one run of the command ended.</summary>
/// <param name="ExitCode">The process's exit code.</param>
/// <param name="Output">All of standard output.</param>
/// <param name="Error">All of standard error.</param>
/// <param name="Duration">From the start of the process to its end.</param>
internal sealed record EmblemRun(int ExitCode, string Output, string Error, TimeSpan Duration)
{
    /// <summary>Standard output as the one JSON object that it has to be; anything else on it is an error here.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Fails with everything the run printed unless it ended with this exit code.</summary>
    public EmblemRun Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} instead of {exitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}");
        return this;
    }
}
