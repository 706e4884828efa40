using Emblem.Folders;

namespace Emblem.Data;

/// <summary>What a cell says of a picture's set: a word, as folders of a usual layout are called, or whether it validates, as in fast.ai's <c>is_valid</c>.</summary>
internal static class SetWords
{
    /// <summary>What may stand there, for messages.</summary>
    public const string Known = "train, valid or test, or whether it validates: true or false, 1 or 0, yes or no";

    private static readonly string[] Validates = ["true", "1", "1.0", "yes", "y", "t"];
    private static readonly string[] Teaches = ["false", "0", "0.0", "no", "n", "f"];

    /// <summary>The set; <see cref="FolderSet.None"/> for an empty cell, null for any other word.</summary>
    public static FolderSet? Read(string cell)
    {
        string word = cell.Trim();
        return word.Length == 0 ? FolderSet.None
            : FolderLayout.SetOf(word) is var named and not FolderSet.None ? named
            : Validates.Contains(word, StringComparer.OrdinalIgnoreCase) ? FolderSet.Validation
            : Teaches.Contains(word, StringComparer.OrdinalIgnoreCase) ? FolderSet.Training
            : null;
    }
}
