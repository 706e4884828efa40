using System.Text.Json;
using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>
/// The sha256 of files of weights, remembered in the user's cache by length and time of the last change, so that a hundred megabytes
/// are not hashed at every start.
/// </summary>
internal static class CheckedFiles
{
    public const string FileName = "checked.json";

    /// <summary>The hash in 64 lower-case hexadecimal digits.</summary>
    public static string Sha256Of(string path)
    {
        var info = new FileInfo(path);
        string key = info.FullName;
        Dictionary<string, CheckedFile> known = Read();
        if (known.TryGetValue(key, out CheckedFile? entry) && entry.Length == info.Length && entry.Changed == info.LastWriteTimeUtc.Ticks)
            return entry.Sha256;
        string hash = ContentHash.OfFile(path);
        known[key] = new CheckedFile(info.Length, info.LastWriteTimeUtc.Ticks, hash);
        Write(known);
        return hash;
    }

    private static string StorePath => Path.Combine(PretrainedWeights.CacheFolder, FileName);

    private static Dictionary<string, CheckedFile> Read()
    {
        try
        {
            return File.Exists(StorePath) ? JsonSerializer.Deserialize(File.ReadAllBytes(StorePath), CheckedFilesJson.Default.DictionaryStringCheckedFile) ?? [] : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // It only saves time: without it everything is hashed again.
            return [];
        }
    }

    private static void Write(Dictionary<string, CheckedFile> known)
    {
        try
        {
            var kept = new SortedDictionary<string, CheckedFile>(
                known.Where(entry => File.Exists(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value), StringComparer.Ordinal);
            AtomicFile.WriteBytes(StorePath, JsonSerializer.SerializeToUtf8Bytes(kept, CheckedFilesJson.Default.SortedDictionaryStringCheckedFile));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written costs a second at each start and nothing else.
        }
    }
}
