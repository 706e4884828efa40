using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Emblem.Tests.House;

/// <summary>Which of torch's natives the command is built with, as MSBuild itself answers: the packages for a card are too large for a test.</summary>
public sealed class NativePackagesTests
{
    [Theory]
    [InlineData("osx-arm64", null, "libtorch-cpu-osx-arm64")]
    [InlineData("linux-x64", "cuda-12.8", "libtorch-cuda-12.8-linux-x64")]
    [InlineData("win-x64", "cuda-12.8", "libtorch-cuda-12.8-win-x64")]
    public async Task TorchRuntimeChoosesThePackage(string platform, string? runtime, string package)
    {
        JsonElement items = await ItemsAsync([$"-p:RuntimeIdentifier={platform}", .. runtime is null ? Array.Empty<string>() : [$"-p:TorchRuntime={runtime}"]]);

        Assert.Equal([package], Names(items, "PackageReference").Where(name => name.StartsWith("libtorch-", StringComparison.Ordinal)));
        Assert.Contains(package, Names(items, "PackageVersion"));
    }

    private static IEnumerable<string> Names(JsonElement items, string kind) =>
        items.GetProperty(kind).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);

    private static async Task<JsonElement> ItemsAsync(string[] properties)
    {
        string project = Path.Combine(Root(), "src", "Emblem.Cli", "Emblem.Cli.csproj");
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-getItem:PackageReference,PackageVersion", "-nodeReuse:false", .. properties])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, answer);
        return JsonDocument.Parse(answer).RootElement.GetProperty("Items");
    }

    private static string Root([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", ".."));
}
