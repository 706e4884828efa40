using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Acquisition.Verification;

/// <summary>What is known of a file without decoding it.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal; empty for a file that was not read.</param>
/// <param name="Format">By its first bytes.</param>
internal sealed record FileContent(long Length, string Sha256, ImageFormat Format)
{
    /// <summary>A file that was not read, because it cannot be or is too long.</summary>
    public static FileContent Unread(long length) => new(length, "", ImageFormat.Unknown);

    public static FileContent Of(byte[] bytes) => new(
        bytes.Length, ContentHash.Of(bytes), ImageSniffer.Identify(bytes.AsSpan(0, Math.Min(bytes.Length, ImageSniffer.BytesNeeded))));

    /// <summary>The hash of a file; an empty text where there is none that can be read, or it has another length than it should.</summary>
    public static string HashOfFile(string path, long? length = null)
    {
        try
        {
            long found = LengthOf(path);
            if (length is not null && length != found)
                return "";
            // A pipe or a device says that it is empty, and would never let go of who opens it.
            if (found == 0)
                return ContentHash.Of([]);
            return ContentHash.OfFile(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Of the file itself, not of a link to it.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static long LengthOf(string path) => (File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length;
}
