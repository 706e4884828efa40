namespace Emblem.Folders;

/// <summary>What a picture's path says of it.</summary>
/// <param name="Set">Which set; <see cref="FolderSet.None"/> where no folder says so, and beside the sets.</param>
/// <param name="Class">The folder that names its class; empty outside of any.</param>
public sealed record FolderPlace(FolderSet Set, string Class);
