using Emblem.Foundation;

namespace Emblem.Folders;

/// <summary>What is done with notes.</summary>
public static class FolderNotes
{
    private const int Named = 5;

    extension(IReadOnlyList<FolderNote> notes)
    {
        /// <summary>Makes an error of all that is odd: what <c>--strict</c> does.</summary>
        /// <exception cref="EmblemException">Something is.</exception>
        public void ThrowIfOdd()
        {
            FolderNote[] odd = [.. notes.Where(note => note.IsOdd)];
            if (odd.Length > 0)
                throw new EmblemException($"{(odd.Length == 1 ? "Something is" : $"{odd.Length} things are")} odd about the folder, and strictness was asked for: {Words(odd)}. Put it right, or do without --strict.");
        }
    }

    /// <summary>Some of them for a message.</summary>
    internal static string Words(IReadOnlyList<FolderNote> notes) =>
        string.Join("; ", notes.Take(Named).Select(note => $"{note.Path}: {note.Text}")) + (notes.Count > Named ? $"; and {notes.Count - Named} more" : "");
}
