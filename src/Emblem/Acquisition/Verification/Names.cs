using Emblem.Foundation;

namespace Emblem.Acquisition.Verification;

/// <summary>Moves files that have a name below a folder.</summary>
internal static class Names
{
    /// <summary>Moves a file into a folder under its own name, or with a number where that is taken: nothing is ever written over.</summary>
    public static void MoveAside(string path, string folder, string name)
    {
        string target = NamedFile.PathOf(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string begin = target[..^Path.GetExtension(target).Length];
        for (int number = 2; File.Exists(target); number++)
            target = $"{begin}.{number}{Path.GetExtension(name)}";
        File.Move(path, target);
    }
}
