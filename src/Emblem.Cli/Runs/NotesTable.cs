using Emblem.Cli.Terminal;
using Emblem.Folders;

namespace Emblem.Cli.Runs;

/// <summary>What a folder holds that a person should know of: one short table, a row for notes of one kind.</summary>
internal static class NotesTable
{
    private const int Named = 2;
    private const int Told = 3;

    // Each says something of its own.
    private static readonly FolderNoteKind[] Alone =
        [FolderNoteKind.SimilarNames, FolderNoteKind.LinkFollowed, FolderNoteKind.MergedSets, FolderNoteKind.BesideSets, FolderNoteKind.UnlabelledSet, FolderNoteKind.MissingFromSet];

    public static void Print(IReadOnlyList<FolderNote> notes, CommandOutput output)
    {
        // What Emblem itself left there is told who asks.
        FolderNote[] said = [.. notes.Where(note => output.IsVerbose || note.Kind != FolderNoteKind.Own)];
        if (said.Length == 0)
            return;
        output.Line();
        output.Table(
            ["in the folder", "what it is", "what to do"],
            [
                .. said.GroupBy(note => (note.Kind, note.WhatToDo, output.IsVerbose || Alone.Contains(note.Kind) ? note.Path : ""))
                    .Select(same => (string[])[Where([.. same]), What([.. same]), same.First().IsOdd ? same.First().WhatToDo : "nothing"]),
            ]);
        if (said.Any(note => note.IsOdd))
            output.Line("--strict makes an error of it.");
    }

    private static string Where(FolderNote[] same)
    {
        string[] places = [.. same.Select(note => note.Path).Distinct()];
        return string.Join(", ", places.Take(Named)) + (places.Length > Named ? $" and {places.Length - Named} more" : "");
    }

    private static string What(FolderNote[] same)
    {
        string[] texts = [.. same.Select(note => note.Text).Distinct()];
        return string.Join("; ", texts.Take(Told)) + (texts.Length > Told ? "; …" : "");
    }
}
