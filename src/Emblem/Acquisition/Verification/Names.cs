namespace Emblem.Acquisition.Verification;

/// <summary>Paths below a folder, with <c>/</c> on every system, and the files that they stand for.</summary>
internal static class Names
{
    public static string PathOf(string root, string name) => Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Moves a file into a folder under its own name, or with a number where that is taken: nothing is ever written over.</summary>
    public static void MoveAside(string path, string folder, string name)
    {
        string target = PathOf(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string begin = target[..^Path.GetExtension(target).Length];
        for (int number = 2; File.Exists(target); number++)
            target = $"{begin}.{number}{Path.GetExtension(name)}";
        File.Move(path, target);
    }
}
