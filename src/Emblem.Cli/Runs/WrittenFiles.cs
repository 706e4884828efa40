using Emblem.Runs;

namespace Emblem.Cli.Runs;

/// <summary>What a run wrote, in words that name nothing which is not there.</summary>
internal static class WrittenFiles
{
    /// <summary>Such as <c>run/best.safetensors with its card, its history and 6 pictures in run/pictures</c>.</summary>
    /// <param name="files">Whole paths, or such as the folder's own is.</param>
    /// <param name="folder">The run's.</param>
    /// <param name="more">Further things, in words.</param>
    public static string Words(IReadOnlyList<string> files, RunFolder folder, params string?[] more)
    {
        int pictures = PicturesIn(files, folder).Count;
        string[] parts =
        [
            .. ((string?[])
            [
                files.Contains(folder.Best) ? $"{folder.Best}{(files.Contains(folder.ModelCard) ? " with its card" : "")}" : null,
                files.Contains(folder.History) ? "its history" : null,
                pictures == 0 ? null : $"{pictures} {(pictures == 1 ? "picture" : "pictures")} in {folder.Pictures}",
                .. more,
            ]).OfType<string>(),
        ];
        return parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
    }

    /// <summary>The names of the charts and grids.</summary>
    public static IReadOnlyList<string> PicturesIn(IReadOnlyList<string> files, RunFolder folder) =>
        [.. files.Where(file => Path.GetDirectoryName(file) == folder.Pictures).Select(file => Path.GetFileName(file))];
}
