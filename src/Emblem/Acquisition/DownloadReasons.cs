using System.Net.Sockets;
using System.Security.Authentication;

namespace Emblem.Acquisition;

/// <summary>Says in the manifest's words what went wrong below HTTP, and whether another attempt may help.</summary>
internal static class DownloadReasons
{
    /// <summary>A fault of sending a request or reading its headers: the host did not answer.</summary>
    public static DownloadFault OfSending(HttpRequestException fault)
    {
        // Refused before there was a connection, which says nothing of the host.
        if (Causes(fault).OfType<DownloadFault>().FirstOrDefault() is { } refused)
            return refused;
        SocketError? socket = Causes(fault).OfType<SocketException>().FirstOrDefault()?.SocketErrorCode;
        return fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Silence("no such host", retry: socket == SocketError.TryAgain, fault),
            HttpRequestError.ConnectionError => Silence($"no connection: {Named(socket)}", retry: true, fault),
            HttpRequestError.SecureConnectionError => Silence(
                "no secure connection: no TLS there, or a certificate that is not trusted",
                retry: !Causes(fault).OfType<AuthenticationException>().Any(),
                fault),
            HttpRequestError.ConfigurationLimitExceeded => new DownloadFault("the answer's headers are too long", retry: false, fault),
            HttpRequestError.InvalidResponse => new DownloadFault("what arrived is no HTTP answer", retry: false, fault),
            HttpRequestError.ResponseEnded => Silence("the connection was closed without an answer", retry: true, fault),
            _ => Silence($"the connection broke before an answer: {Named(socket)}", retry: true, fault),
        };
    }

    /// <summary>A fault of reading a body.</summary>
    public static DownloadFault OfBody(IOException fault) => fault is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }
        ? new DownloadFault("the body ended early", retry: true, fault)
        : new DownloadFault("the connection broke in the body", retry: true, fault);

    private static DownloadFault Silence(string reason, bool retry, Exception cause) => new(reason, retry, cause) { IsSilence = true };

    private static IEnumerable<Exception> Causes(Exception fault)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static string Named(SocketError? error) => error switch
    {
        SocketError.ConnectionRefused => "refused",
        SocketError.ConnectionReset => "reset",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "unreachable",
        null => "broken off",
        _ => error.Value.ToString(),
    };
}
