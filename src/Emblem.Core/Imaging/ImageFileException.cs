using Emblem.Foundation;

namespace Emblem.Imaging;

/// <summary>A file that cannot be read as a picture; the message names the reason, and the file where one is known.</summary>
public sealed class ImageFileException : EmblemException
{
    /// <summary>Creates the error.</summary>
    /// <param name="reason">Why the bytes cannot be read, without the file's name.</param>
    /// <param name="path">The file, or null for bytes in memory.</param>
    /// <param name="cause">The decoder's own error.</param>
    public ImageFileException(string reason, string? path = null, Exception? cause = null)
        : base(path is null ? reason : $"{path}: {reason}", cause)
    {
        Reason = reason;
    }

    /// <summary>Why, in a few words that fit a table.</summary>
    public string Reason { get; }
}
