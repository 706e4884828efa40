using System.Net;

namespace Emblem.Acquisition;

/// <summary>
/// The way from a listed address to where its picture is. Redirects are followed here and not by the HTTP stack, so that each host's limits
/// hold for all that is asked of it.
/// </summary>
internal sealed class DownloadRoute(Uri start, int maxRedirects)
{
    private readonly HashSet<string> _visited = [start.AbsoluteUri];

    /// <summary>Where to ask next.</summary>
    public Uri Address { get; private set; } = start;

    public static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>Goes on to where a redirect points.</summary>
    /// <exception cref="DownloadFault">It points nowhere, back, to another scheme than http, from https to http, or once too often.</exception>
    public void Follow(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        string? location = response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.First() : null;
        if (location is null || !Uri.TryCreate(Address, location, out Uri? next))
            throw Refused($"{status} without an address to go to");
        if (next.Scheme is not ("http" or "https"))
            throw Refused($"{status} to a '{next.Scheme}' address; expected http or https");
        if (Address.Scheme == "https" && next.Scheme == "http")
            throw Refused($"{status} from https to http, which anybody on the way could have changed");
        if (!_visited.Add(next.AbsoluteUri))
            throw Refused($"{status} back to where it came from: a redirect loop");
        if (_visited.Count > maxRedirects + 1)
            throw Refused($"more than {maxRedirects} redirects");
        Address = next;
    }

    private static DownloadFault Refused(string reason) => new(reason, retry: false);
}
