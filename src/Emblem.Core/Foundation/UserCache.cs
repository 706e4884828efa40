namespace Emblem.Foundation;

/// <summary>Where files go that can be made or fetched again: <c>EMBLEM_CACHE</c>, else the platform's cache folder.</summary>
internal static class UserCache
{
    public const string Variable = "EMBLEM_CACHE";

    /// <summary>
    /// The folder of all <see cref="CacheRoom"/>s; not created. Without a home folder (a container's bare user) it is under the temporary one.
    /// </summary>
    public static string Root => Environment.GetEnvironmentVariable(Variable) is { } chosen && !string.IsNullOrWhiteSpace(chosen) ? chosen : PlatformFolder();

    private static string PlatformFolder()
    {
        string? parent = OperatingSystem.IsLinux()
            ? Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Under(Environment.SpecialFolder.UserProfile, ".cache")
            : Under(Environment.SpecialFolder.LocalApplicationData, "");
        return Path.Combine(string.IsNullOrWhiteSpace(parent) ? Path.GetTempPath() : parent, "emblem");
    }

    private static string? Under(Environment.SpecialFolder folder, string below)
    {
        string path = Environment.GetFolderPath(folder);
        return path.Length == 0 ? null : Path.Combine(path, below);
    }
}
