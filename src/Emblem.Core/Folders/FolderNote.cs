namespace Emblem.Folders;

/// <summary>Something about a folder that a person should know before anything is learned from it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Where, below the folder that was opened, with <c>/</c>; bytes that are no text as <c>\xe9</c>. For a class its name, for a row of a table its place there.</param>
/// <param name="Text">What was found and what becomes of it, in a few words.</param>
/// <param name="WhatToDo">In a few words; empty where it is as it should be.</param>
public sealed record FolderNote(FolderNoteKind Kind, string Path, string Text, string WhatToDo = "")
{
    /// <summary>Whether someone should do something about it: what <c>--strict</c> refuses.</summary>
    public bool IsOdd => WhatToDo.Length > 0;
}
