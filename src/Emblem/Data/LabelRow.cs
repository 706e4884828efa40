using Emblem.Folders;

namespace Emblem.Data;

/// <summary>What a table says of one picture.</summary>
/// <param name="File">
/// The picture: its path below the folder of pictures or below the table's own, with or without its extension; its own name where only one is called so.
/// </param>
/// <param name="Label">Its class, the whole text: <c>golden retriever</c> is one class. Empty for none.</param>
/// <param name="Set">Which set it is of; <see cref="FolderSet.None"/> leaves it to whoever divides.</param>
public sealed record LabelRow(string File, string Label, FolderSet Set = FolderSet.None)
{
    /// <summary>Where it stands, for messages: the line of a file from 1, or which row it is of a program's.</summary>
    internal int Number { get; init; }
}
