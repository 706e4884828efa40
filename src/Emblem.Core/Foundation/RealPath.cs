namespace Emblem.Foundation;

/// <summary>Where a path truly leads, all links followed: what a path says of its folder a link within it may belie.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path without a link in it; null where nothing is there.</summary>
    public static string? Of(string path) => OperatingSystem.IsWindows() ? OnWindows(Path.GetFullPath(path), MostLinks) : UnixPath.Real(path);

    /// <summary>Whether something is there and lies below a folder.</summary>
    public static bool IsBelow(string path, string folder) =>
        Of(path) is { } real && Of(folder) is { } root && IsBelowAsWritten(real, root);

    /// <summary>The same by the words of two whole paths.</summary>
    public static bool IsBelowAsWritten(string path, string folder)
    {
        string below = Path.GetRelativePath(folder, path);
        return below != "." && !Path.IsPathRooted(below) && below.Split(Path.DirectorySeparatorChar)[0] != "..";
    }

    private static string? OnWindows(string path, int links)
    {
        string real = Path.GetPathRoot(path)!;
        foreach (string part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            FileSystemInfo found = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            if (!found.Exists || (found.LinkTarget is not null && links == 0))
                return null;
            if (found.LinkTarget is not null && OnWindows(found.ResolveLinkTarget(returnFinalTarget: false)!.FullName, links - 1) is { } target)
                real = target;
        }

        return real;
    }
}
