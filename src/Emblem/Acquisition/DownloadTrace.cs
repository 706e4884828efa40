using System.Net;
using System.Net.Http.Headers;

namespace Emblem.Acquisition;

/// <summary>How far one address has come: what the manifest tells of it, however it ends.</summary>
internal sealed class DownloadTrace
{
    /// <summary>Requests for the listed address; the hops of its redirects are part of each.</summary>
    public int Attempts { get; private set; }

    /// <summary>The latest hop of the latest attempt that was answered.</summary>
    public Uri? FinalUrl { get; private set; }

    public HttpStatusCode? Status { get; private set; }

    public string ContentType { get; private set; } = "";

    /// <summary>Why the latest attempt failed, or null.</summary>
    public DownloadFault? Fault { get; set; }

    public void Begin() => (Attempts, FinalUrl, Status, ContentType) = (Attempts + 1, null, null, "");

    public void Answered(Uri address, HttpResponseMessage response) =>
        (FinalUrl, Status, ContentType) = (address, response.StatusCode, Named(response.Content.Headers.ContentType));

    /// <summary>
    /// Server's text in a table that people open in a spreadsheet: a type that does not begin with a letter, which none does, is left out, so
    /// that no cell can begin as a formula does.
    /// </summary>
    private static string Named(MediaTypeHeaderValue? type) =>
        type?.MediaType is { Length: > 0 and <= 100 } name && char.IsAsciiLetter(name[0]) ? name : "";
}
