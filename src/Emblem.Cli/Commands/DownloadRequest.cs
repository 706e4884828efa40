using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary>What <c>emblem download</c> was asked for.</summary>
/// <param name="Lists">One URL list a class.</param>
/// <param name="Into">The folder that gets one subfolder a class.</param>
/// <param name="Limit">So many addresses of each list.</param>
internal sealed record DownloadRequest(IReadOnlyList<NamedUrlList> Lists, string Into, int Limit);

/// <summary>A class and the file with its addresses.</summary>
internal sealed record NamedUrlList(string Name, string File)
{
    /// <summary>Reads <c>NAME=FILE</c>; the name becomes a folder, so it may be nothing more.</summary>
    /// <exception cref="EmblemException">The text is not of that form.</exception>
    public static NamedUrlList Parse(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        string name = sign < 0 ? "" : text[..sign].Trim();
        bool plain = name.Length > 0 && name[0] is not ('.' or '_') && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0 && !name.Contains('\\', StringComparison.Ordinal);
        return plain && sign + 1 < text.Length
            ? new NamedUrlList(name, text[(sign + 1)..])
            : throw new EmblemException($"--urls takes NAME=FILE, where NAME is a class and a plain folder name; got '{text}'.");
    }
}
