using System.Runtime.CompilerServices;

namespace Emblem.IntegrationTests.Support;

/// <summary>Where the repository lies that these tests were built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string source = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", ".."));
}
