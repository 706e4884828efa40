using Emblem.Folders;

namespace Emblem.Data;

/// <summary>A picture of a folder with what something says of it.</summary>
/// <param name="Name">Below the folder.</param>
/// <param name="Place">Its set and class, whatever names them.</param>
internal readonly record struct PlacedName(string Name, FolderPlace Place)
{
    public FolderSet Set => Place.Set;

    public string Class => Place.Class;
}
