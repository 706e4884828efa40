using Emblem.Folders;

namespace Emblem.Duplicates;

/// <summary>What a path says of its picture: the class it is of, and whether it teaches or judges.</summary>
/// <param name="Set"><c>train</c>, <c>valid</c> or <c>test</c>, or null where no folder says so.</param>
/// <param name="Class">The folder that names the class, folders within it aside, or an empty name.</param>
public sealed record PictureOrigin(string? Set, string Class)
{
    /// <summary>Reads a path with <c>/</c>: the first folder with a usual name of a set, and the folder below it; else the first folder.</summary>
    public static PictureOrigin Of(string name)
    {
        string[] folders = name.Split('/')[..^1];
        int set = Array.FindIndex(folders, folder => FolderLayout.SetOf(folder) != FolderSet.None);
        return new PictureOrigin(set < 0 ? null : Name(FolderLayout.SetOf(folders[set])), folders.ElementAtOrDefault(set + 1) ?? "");
    }

    private static string Name(FolderSet set) => set switch
    {
        FolderSet.Training => "train",
        FolderSet.Validation => "valid",
        _ => "test",
    };
}
