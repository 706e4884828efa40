namespace Emblem.Tests.Support;

/// <summary>Files of expected values that lie beside the tests.</summary>
internal static class GoldenFile
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);
}
