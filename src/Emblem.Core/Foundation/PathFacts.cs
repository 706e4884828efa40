namespace Emblem.Foundation;

/// <summary>What a path leads to, found out without opening anything.</summary>
/// <param name="Kind">Links followed.</param>
/// <param name="Identity">Equal for two ways to one file or folder; empty where nothing is there.</param>
internal readonly record struct PathFacts(PathKind Kind, string Identity)
{
    /// <summary>Asks the file system once.</summary>
    public static PathFacts Of(string path) => OperatingSystem.IsWindows() ? OnWindows(path) : UnixPath.Find(path);

    /// <summary>Why what is there is no file to be read, for a message; null for a file, and where nothing is there.</summary>
    public string? Fault => Kind switch
    {
        PathKind.Folder => "a folder, not a file",
        PathKind.Pipe => "a pipe, not a file",
        PathKind.Socket => "a socket, not a file",
        PathKind.Device => "a device, not a file",
        PathKind.LinkLoop => "a link that leads to itself",
        PathKind.NoPermission => "cannot be read: no permission",
        _ => null,
    };

    /// <summary>Whether a file or folder that is there may be read. Windows tells only who tries.</summary>
    public static bool MayRead(string path) => OperatingSystem.IsWindows() || UnixPath.MayRead(path);

    private static PathFacts OnWindows(string path)
    {
        try
        {
            FileAttributes attributes = File.GetAttributes(path);
            FileSystemInfo found = attributes.HasFlag(FileAttributes.Directory) ? new DirectoryInfo(path) : new FileInfo(path);
            found = found.ResolveLinkTarget(returnFinalTarget: true) ?? found;
            PathKind kind = !found.Exists ? PathKind.Missing
                : found is DirectoryInfo ? PathKind.Folder
                : found.Attributes.HasFlag(FileAttributes.Device) ? PathKind.Device : PathKind.File;
            return new PathFacts(kind, found.Exists ? found.FullName.ToUpperInvariant() : "");
        }
        catch (UnauthorizedAccessException)
        {
            return new PathFacts(PathKind.NoPermission, "");
        }
        catch (IOException)
        {
            return new PathFacts(PathKind.Missing, "");
        }
    }
}
