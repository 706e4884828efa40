namespace Emblem.Foundation;

/// <summary>A file's name below a folder, with <c>/</c> on every system, so that reports and seeds mean the same everywhere.</summary>
internal static class NamedFile
{
    /// <summary>The path that a name stands for.</summary>
    public static string PathOf(string root, string name) => Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));
}
