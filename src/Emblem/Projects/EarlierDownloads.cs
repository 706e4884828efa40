using System.Globalization;
using Emblem.Acquisition;

namespace Emblem.Projects;

/// <summary>What earlier lists brought into a folder of downloads. It is moved, never deleted: to fetch it may have taken a day.</summary>
internal static class EarlierDownloads
{
    /// <summary>
    /// Sets aside what is not of these lists: pictures with the numbers that a download gives, in folders that have a manifest. All else is somebody's own.
    /// </summary>
    /// <param name="folder">One folder a class.</param>
    /// <param name="lists">What was asked for now.</param>
    /// <returns>How many pictures.</returns>
    public static int SetAside(string folder, IReadOnlyList<ClassDownload> lists)
    {
        int aside = 0;
        foreach (string home in Directory.GetDirectories(folder).Where(home => File.Exists(Path.Combine(home, DownloadManifest.FileName))))
        {
            string name = Path.GetFileName(home);
            ClassDownload? now = lists.FirstOrDefault(list => list.Class == name);
            string[] others = [.. Directory.GetFiles(home).Where(IsNumbered).ExceptBy(now?.Files ?? [], file => Path.GetFileName(file))];
            string[] books = now is null ? [.. Directory.GetFiles(home).Where(IsBook)] : [];
            foreach (string file in (string[])[.. others, .. books])
                Move(file, Path.Combine(folder, ImageVerifier.SetAsideFolder, name));
            aside += others.Length;

            // An empty folder would be a class without pictures.
            if (!Directory.EnumerateFileSystemEntries(home).Any())
                Directory.Delete(home);
        }

        return aside;
    }

    private static bool IsNumbered(string file) => int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsBook(string file) => Path.GetFileName(file) is var name
        && (name == DownloadManifest.FileName || name.StartsWith($".{Path.GetFileNameWithoutExtension(DownloadManifest.FileName)}.", StringComparison.Ordinal));

    private static void Move(string file, string into)
    {
        Directory.CreateDirectory(into);
        string target = Path.Combine(into, Path.GetFileName(file));
        for (int number = 2; File.Exists(target); number++)
            target = Path.Combine(into, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file)}.{number}{Path.GetExtension(file)}"));
        File.Move(file, target);
    }
}
