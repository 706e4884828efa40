using System.Text;
using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>One SHA-256 for weights in one file or several.</summary>
internal static class FilesHash
{
    /// <summary>Of one file its own; of several that of the lines which <c>sha256sum</c> prints of them, in the order of their names.</summary>
    public static string Of(IReadOnlyList<string> paths) => paths is [var only]
        ? ContentHash.OfFile(only)
        : ContentHash.Of(Encoding.UTF8.GetBytes(string.Concat(
            paths.OrderBy(Path.GetFileName, StringComparer.Ordinal).Select(path => $"{ContentHash.OfFile(path)}  {Path.GetFileName(path)}\n"))));
}
