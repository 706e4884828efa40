using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>
/// A file <c>NAME.sha256</c> beside a file of weights, as <c>sha256sum</c> writes it: what that file must be, whatever the catalogue says
/// of its name. Downloads with a hash of the user's own leave one.
/// </summary>
internal static class HashNote
{
    public const string Extension = ".sha256";

    /// <summary>The 64 digits noted for a file, or null.</summary>
    public static string? Read(string path)
    {
        if (!File.Exists(path + Extension))
            return null;
        string text = File.ReadAllText(path + Extension).Trim();
        return text.Length >= ContentHash.Digits && text[..ContentHash.Digits].All(char.IsAsciiHexDigit)
            ? text[..ContentHash.Digits].ToLowerInvariant()
            : throw new EmblemException($"{path + Extension} does not begin with {ContentHash.Digits} hexadecimal digits. Delete it, or write it with sha256sum.");
    }

    public static void Write(string path, string sha256) => AtomicFile.WriteText(
        path + Extension, writer => writer.WriteLine($"{sha256.ToLowerInvariant()}  {Path.GetFileName(path)}"));

    public static void Delete(string path) => File.Delete(path + Extension);
}
