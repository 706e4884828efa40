using System.Security.Cryptography;

namespace Emblem.IntegrationTests.Support;

/// <summary>What equal runs have in common.</summary>
internal static class RunFiles
{
    /// <summary>The SHA-256 of every weights file in a run's folder by its path there, and the history's rows without their times.</summary>
    public static IReadOnlyList<string> StateOf(string run) =>
    [
        .. Directory.GetFiles(run, "*.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(run, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"),
        .. HistoryWithoutTime(run),
    ];

    public static IReadOnlyList<string> HistoryWithoutTime(string run) =>
        [.. File.ReadLines(Path.Combine(run, "history.csv")).Select(line => line[..line.LastIndexOf(',')])];
}
