using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// A picture of this machine in a list that is itself a file of this machine: it may name what lies below its own folder, and nothing else. A list that
/// came as text, from the web say, has no folder and names none.
/// </summary>
/// <param name="Address">Where the file is; null for one that is refused.</param>
/// <param name="Fault">Why it is.</param>
internal sealed record ListedFile(Uri? Address, string? Fault)
{
    private const string Outside = "leads out of the list's own folder, where a list may not reach";

    /// <summary>What a line means; null where it is no path of a file: an address, or no sense at all.</summary>
    /// <param name="text">The line.</param>
    /// <param name="folder">The list's, a whole path.</param>
    public static ListedFile? Of(string text, string folder)
    {
        bool isAbsolute = Uri.TryCreate(text, UriKind.Absolute, out Uri? address);
        if ((isAbsolute && !address!.IsFile) || text.Length == 0 || text.Contains('\0', StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal) && !isAbsolute)
            return null;
        string path = PathOf(isAbsolute ? address!.LocalPath : text, folder);
        if (!RealPath.IsBelowAsWritten(path, folder))
            return isAbsolute || !PictureNames.Promises(text) ? null : Refused(Outside);
        PathFacts facts = PathFacts.Of(path);
        return facts.Kind == PathKind.Missing ? (isAbsolute || PictureNames.Promises(text) ? Refused("no such file below the list's folder") : null)
            : facts.Fault is { } fault ? Refused(fault)
            : RealPath.IsBelow(path, folder) ? new ListedFile(new Uri(path), null)
            : Refused($"a link that {Outside}");
    }

    /// <summary>Whether a file still lies below the list's folder, all links followed, and where it truly is.</summary>
    /// <exception cref="DownloadFault">It does not.</exception>
    public static string Require(string path, string folder)
    {
        string? real = RealPath.Of(path);
        if (real is null)
            throw new DownloadFault("no such file", retry: false);
        return RealPath.IsBelow(real, folder) ? real : throw new DownloadFault($"a link that {Outside}", retry: false);
    }

    /// <summary>As it stands; with a foreign system's separators where that leads to something.</summary>
    private static string PathOf(string text, string folder)
    {
        string path = Path.GetFullPath(Path.Combine(folder, text));
        return PathFacts.Of(path).Kind != PathKind.Missing ? path : Path.GetFullPath(Path.Combine(folder, text.Replace('\\', '/')));
    }

    private static ListedFile Refused(string fault) => new(null, fault);
}
