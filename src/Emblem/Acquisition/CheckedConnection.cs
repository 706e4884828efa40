using System.Net;
using System.Net.Sockets;

namespace Emblem.Acquisition;

/// <summary>
/// Opens connections to addresses of the public network alone. The address that a name leads to is looked up once, judged and connected to, so a
/// name that leads elsewhere the next moment gains nothing.
/// <para>
/// A proxy that the environment or the system names is the user's own choice and not judged, wherever it is. It looks names up by itself, so what is
/// judged of a proxied address is what it says and where its name leads from here; the proxy's own rules have to do the rest.
/// </para>
/// </summary>
internal static class CheckedConnection
{
    /// <summary>Judges an address before it is asked for: by itself, and where a proxy will look its name up, by where that leads from here.</summary>
    /// <exception cref="DownloadFault">It is not of the public network.</exception>
    public static async Task RequirePublicAsync(Uri address, CancellationToken stop)
    {
        if (PublicAddress.Fault(address) is { } kind)
            throw PublicAddress.Refused(address.IsFile ? address.LocalPath : address.IdnHost, kind);
        if (ProxyFor(address) is not null)
            RequireAny(address.IdnHost, await AddressesFromHereAsync(address.IdnHost, stop).ConfigureAwait(false));
    }

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="DownloadFault">The name leads to nothing but addresses that are not of the public network.</exception>
    /// <exception cref="SocketException">No such name, or no connection.</exception>
    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        (string host, int port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(host, stop).ConfigureAwait(false);
        if (!LeadsToProxy(context))
            addresses = RequireAny(host, addresses);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, stop).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Those of the public network; none only where there was none to begin with.</summary>
    private static IPAddress[] RequireAny(string host, IPAddress[] addresses)
    {
        IPAddress[] open = [.. addresses.Where(address => PublicAddress.Fault(address) is null)];
        return open.Length > 0 || addresses.Length == 0
            ? open
            : throw PublicAddress.Refused($"{host} leads to {addresses[0]}, which", PublicAddress.Fault(addresses[0])!);
    }

    /// <summary>A tunnel through a proxy is asked for by a request of the handler's own, whose address is the proxy's.</summary>
    private static bool LeadsToProxy(SocketsHttpConnectionContext context) => context.InitialRequestMessage.Method == HttpMethod.Connect
        || (context.InitialRequestMessage.RequestUri is { } asked && ProxyFor(asked) is { } proxy && proxy.Port == context.DnsEndPoint.Port
            && proxy.IdnHost.Equals(context.DnsEndPoint.Host, StringComparison.OrdinalIgnoreCase));

    private static Uri? ProxyFor(Uri address) => HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);

    /// <summary>None where only the proxy can tell.</summary>
    private static async Task<IPAddress[]> AddressesFromHereAsync(string host, CancellationToken stop)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, stop).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
