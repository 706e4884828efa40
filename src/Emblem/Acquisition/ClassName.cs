using System.Buffers;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>
/// Which text may name a class and so a folder: the same on every system, so that a list works wherever it is taken. Text is refused and not
/// changed into a name, since two classes could become one.
/// </summary>
public static class ClassName
{
    private const int Longest = 100;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\:*?\"<>|");

    private static readonly HashSet<string> Reserved = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(i => (string[])[$"COM{i}", $"LPT{i}"])], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What alone tells two names apart that are one to a reader: capitals, accents stored otherwise, characters that nobody sees, letters of two
    /// alphabets that look alike. Null for names that are equal or that anybody tells apart.
    /// </summary>
    /// <param name="name">One of two classes.</param>
    /// <param name="other">The other.</param>
    public static string? Difference(string name, string other) => NameKey.Difference(name, other);

    /// <summary>Why a text cannot, or null when it can.</summary>
    /// <param name="name">The text.</param>
    public static string? Fault(string name) => name.Length == 0 ? "it is empty"
        : name.Length > Longest ? $"it is longer than {Longest} characters"
        : name.AsSpan().ContainsAny(Forbidden) || name.Any(char.IsControl) ? "it holds one of / \\ : * ? \" < > | or a control character"
        : name[0] == '.' ? "it begins with ., which hides a folder"
        : OwnFiles.IsFolder(name) ? "Emblem's own folders are called so"
        : char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]) || name[^1] == '.' ? "it begins or ends with a space, or ends with a dot"
        : Reserved.Contains(name.Split('.')[0].Trim()) ? "the name is reserved on Windows"
        : null;
}
