using System.Security.Cryptography;

namespace Emblem.IntegrationTests.Support;

/// <summary>A folder for one test, removed with all that is in it.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder() => Path = Directory.CreateTempSubdirectory("emblem-it-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A hash over all names and contents below a folder.</summary>
    public static string HashOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(System.IO.Path.GetRelativePath(folder, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Files that were still being written.</summary>
    public static string[] Partial(string folder) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.partial", SearchOption.AllDirectories)
        : [];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
