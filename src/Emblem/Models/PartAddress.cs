namespace Emblem.Models;

/// <summary>Weights as a person names them: a file or a folder, and where it holds several networks the part of it, <c>FILE#part</c>.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Part">The part, or null where none is named.</param>
internal readonly record struct PartAddress(string Path, string? Part)
{
    private const char Mark = '#';

    /// <summary>Whether anything is there.</summary>
    public bool Exists => File.Exists(Path) || Directory.Exists(Path);

    /// <summary>The address with the whole path, to be found again from any folder.</summary>
    public string Full => ToString(System.IO.Path.GetFullPath(Path), Part);

    /// <summary>Reads one. What is there under the whole text is meant so: a file's name may have a <c>#</c>.</summary>
    public static PartAddress Parse(string text)
    {
        int mark = text.LastIndexOf(Mark);
        return mark <= 0 || File.Exists(text) || Directory.Exists(text) ? new(text, null) : new(text[..mark], text[(mark + 1)..]);
    }

    /// <summary>As it is typed.</summary>
    public static string ToString(string path, string? part) => part is null ? path : $"{path}{Mark}{part}";

    /// <summary>As it is typed.</summary>
    public override string ToString() => ToString(Path, Part);
}
