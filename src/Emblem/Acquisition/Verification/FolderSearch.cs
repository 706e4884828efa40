using Emblem.Folders;

namespace Emblem.Acquisition.Verification;

/// <summary>Finds the files that a verification has a row for.</summary>
internal static class FolderSearch
{
    /// <summary>Every file below a folder but Emblem's own, and folders that cannot be looked into; with what looks odd.</summary>
    /// <exception cref="Foundation.EmblemException">No such folder, or something is odd and the options are strict.</exception>
    public static (IReadOnlyList<WalkedFile> Files, IReadOnlyList<FolderNote> Notes) Find(string folder, VerifyOptions options)
    {
        FolderWalk walk = FolderWalk.Of(folder);
        string[] names = [.. walk.Files.Where(file => file.IsCandidate).Select(file => file.Name)];
        IReadOnlyList<FolderNote> notes = [.. walk.Notes, .. new LayoutNotes(FolderLayout.Of(names), LayoutNotes.Count(names)).Find(walk.Folders, ClassFolder.First)];
        if (options.IsStrict)
            notes.ThrowIfOdd();
        return (walk.Files, notes);
    }
}
