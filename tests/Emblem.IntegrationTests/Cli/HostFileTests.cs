using System.Diagnostics;
using System.Text.Json;
using Emblem.Cli.Terminal;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Cli;

/// <summary>The program that people start is called as the command is.</summary>
public sealed class HostFileTests
{
    [Fact]
    public async Task TheHostIsCalledEmblem()
    {
        string built = typeof(ExitCode).Assembly.Location;
        JsonElement answer = await PropertyAsync();
        string host = answer.GetProperty("RunCommand").GetString()!;

        Assert.Equal("emblem", Path.GetFileNameWithoutExtension(host));
        Assert.True(File.Exists(host), host);
        Assert.Equal("Emblem.Cli.dll", Path.GetFileName(built));
        var start = new ProcessStartInfo(host, ["--version"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Assert.Contains("0.1.0", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>What <c>dotnet run</c> starts, as MSBuild itself answers.</summary>
    private static async Task<JsonElement> PropertyAsync()
    {
        string project = Path.Combine(SourceTree.Root, "src", "Emblem.Cli", "Emblem.Cli.csproj");
        var start = new ProcessStartInfo(
            "dotnet", ["msbuild", project, "-t:ComputeRunArguments", "-getProperty:RunCommand,TargetDir", "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string answer = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, answer);
        return JsonDocument.Parse(answer).RootElement.GetProperty("Properties");
    }
}
