using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>A file, or a folder that cannot be looked into.</summary>
/// <param name="Name">Its path below the folder, with <c>/</c>.</param>
/// <param name="Fault">Why it cannot be judged and is left where it is; null for a file.</param>
internal sealed record FoundFile(string Name, string? Fault = null)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>
    /// Every file below a folder, in ordinal order of names. Folders that begin with <c>_</c> or <c>.</c>, and links to folders, are passed
    /// over; a link to a file counts as the file.
    /// </summary>
    /// <exception cref="EmblemException">No such folder.</exception>
    public static IReadOnlyList<FoundFile> List(string folder) => Directory.Exists(folder)
        ? [.. Below(folder, "").OrderBy(file => file.Name, StringComparer.Ordinal)]
        : throw new EmblemException($"There is no folder '{folder}'. Give a folder with one subfolder of pictures for each class.");

    private static IEnumerable<FoundFile> Below(string root, string below)
    {
        FileSystemInfo[] entries;
        string? fault = null;
        try
        {
            entries = new DirectoryInfo(Path.Combine(root, below)).GetFileSystemInfos("*", Everything);
        }
        catch (UnauthorizedAccessException) when (below.Length > 0)
        {
            (entries, fault) = ([], "this folder cannot be opened: no permission");
        }

        if (fault is not null)
            yield return new FoundFile(below.TrimEnd('/'), fault);
        foreach (FileSystemInfo entry in entries)
        {
            if (entry is FileInfo && !ReportFiles.All.Contains(entry.Name))
                yield return new FoundFile(below + entry.Name, IsDangling(entry) ? "a link to a file that is not there" : null);
            if (entry is not DirectoryInfo || entry.LinkTarget is not null || entry.Name[0] is '_' or '.')
                continue;
            foreach (FoundFile file in Below(root, $"{below}{entry.Name}/"))
                yield return file;
        }
    }

    private static bool IsDangling(FileSystemInfo entry)
    {
        try
        {
            return entry.ResolveLinkTarget(returnFinalTarget: true) is { Exists: false };
        }
        catch (IOException)
        {
            // Links in a circle.
            return true;
        }
    }
}
