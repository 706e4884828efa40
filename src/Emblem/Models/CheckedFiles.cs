using System.Security.Cryptography;
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

    /// <summary>Of a sha256.</summary>
    public const int HashDigits = 64;

    /// <summary>The hash in 64 lower-case hexadecimal digits.</summary>
    public static string Sha256Of(string path)
    {
        var info = new FileInfo(path);
        string key = info.FullName;
        Dictionary<string, Entry> known = Read();
        if (known.TryGetValue(key, out Entry? entry) && entry.Length == info.Length && entry.Changed == info.LastWriteTimeUtc.Ticks)
            return entry.Sha256;
        string hash = Hash(path);
        known[key] = new Entry(info.Length, info.LastWriteTimeUtc.Ticks, hash);
        Write(known);
        return hash;
    }

    /// <summary>The hash, computed now.</summary>
    public static string Hash(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string StorePath => Path.Combine(PretrainedWeights.CacheFolder, FileName);

    private static Dictionary<string, Entry> Read()
    {
        try
        {
            return File.Exists(StorePath) ? JsonSerializer.Deserialize<Dictionary<string, Entry>>(File.ReadAllBytes(StorePath)) ?? [] : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // It only saves time: without it everything is hashed again.
            return [];
        }
    }

    private static void Write(Dictionary<string, Entry> known)
    {
        try
        {
            var kept = new SortedDictionary<string, Entry>(
                known.Where(entry => File.Exists(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value), StringComparer.Ordinal);
            AtomicFile.WriteBytes(StorePath, JsonSerializer.SerializeToUtf8Bytes(kept));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written costs a second at each start and nothing else.
        }
    }

    private sealed record Entry(long Length, long Changed, string Sha256);
}
