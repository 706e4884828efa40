using Emblem.Folders;

namespace Emblem.Data;

/// <summary>One picture file and its class.</summary>
/// <param name="Path">The file, openable as it is.</param>
/// <param name="Name">Its path below the folder that was opened, with <c>/</c>: what orders items and names them in reports.</param>
/// <param name="Label">The index of its class.</param>
public sealed record LabelledImage(string Path, string Name, int Label)
{
    /// <summary>The set that its folder makes it one of; <see cref="FolderSet.None"/>, the default, leaves it to whoever divides.</summary>
    public FolderSet Set { get; init; }

    /// <summary>The folder that was opened; the file's own where <see cref="Name"/> does not lead back to one.</summary>
    internal string Folder
    {
        get
        {
            string below = $"/{Name}".Replace('/', System.IO.Path.DirectorySeparatorChar);
            return Path.EndsWith(below, StringComparison.Ordinal) ? Path[..^below.Length] : System.IO.Path.GetDirectoryName(Path) ?? Path;
        }
    }
}
