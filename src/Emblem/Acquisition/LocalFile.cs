using System.Net;
using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>A <c>file:</c> address answered as a server would, so that its picture is hashed, capped and looked at like any other.</summary>
internal static class LocalFile
{
    /// <summary>The file as an answer; disposing it closes the file.</summary>
    /// <param name="address">The file's.</param>
    /// <param name="folder">The folder that it must lie below, links followed; null for any.</param>
    /// <exception cref="DownloadFault">It is not there, cannot be read, or lies elsewhere.</exception>
    public static HttpResponseMessage Open(Uri address, string? folder)
    {
        try
        {
            string path = folder is null ? address.LocalPath : ListedFile.Require(address.LocalPath, folder);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(RegularFile.OpenRead(path)) };
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DownloadFault("no such file", retry: false, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DownloadFault("the file cannot be read", retry: false, fault);
        }
    }
}
