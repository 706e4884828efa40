using System.Net;
using System.Net.Sockets;

namespace Emblem.Acquisition;

/// <summary>
/// Tells addresses of the public network from those of this machine, of the networks that it is in and of what watches over it: a list from
/// strangers must not make a downloader knock there. What a list may write in many ways, such as 127.0.0.1 in one number, <see cref="Uri"/> and the
/// look-up of names have turned into an address before it comes here.
/// </summary>
internal static class PublicAddress
{
    private static readonly (IPNetwork Network, string Kind)[] Others =
    [
        (IPNetwork.Parse("127.0.0.0/8"), ThisMachine), (IPNetwork.Parse("::1/128"), ThisMachine),
        (IPNetwork.Parse("0.0.0.0/8"), ThisMachine), (IPNetwork.Parse("::/128"), ThisMachine),
        (IPNetwork.Parse("10.0.0.0/8"), Private), (IPNetwork.Parse("172.16.0.0/12"), Private), (IPNetwork.Parse("192.168.0.0/16"), Private),
        (IPNetwork.Parse("fc00::/7"), Private), (IPNetwork.Parse("fec0::/10"), Private), (IPNetwork.Parse("64:ff9b:1::/48"), Private),
        (IPNetwork.Parse("169.254.0.0/16"), LinkLocal), (IPNetwork.Parse("fe80::/10"), LinkLocal),
        (IPNetwork.Parse("100.64.0.0/10"), "an address of a provider's own network"),
        (IPNetwork.Parse("168.63.129.16/32"), "a cloud's own service"),
        (IPNetwork.Parse("224.0.0.0/4"), Multicast), (IPNetwork.Parse("ff00::/8"), Multicast),
        (IPNetwork.Parse("192.0.0.0/24"), Reserved), (IPNetwork.Parse("192.0.2.0/24"), Reserved), (IPNetwork.Parse("192.88.99.0/24"), Reserved),
        (IPNetwork.Parse("198.18.0.0/15"), Reserved), (IPNetwork.Parse("198.51.100.0/24"), Reserved), (IPNetwork.Parse("203.0.113.0/24"), Reserved),
        (IPNetwork.Parse("240.0.0.0/4"), Reserved), (IPNetwork.Parse("2001::/23"), Reserved), (IPNetwork.Parse("2001:db8::/32"), Reserved),
        (IPNetwork.Parse("3fff::/20"), Reserved),
    ];

    // An address of the fourth version in one of the sixth: the network, and the byte at which it begins.
    private static readonly (IPNetwork Network, int At)[] Wrapped =
    [
        (IPNetwork.Parse("::/96"), 12), (IPNetwork.Parse("::ffff:0:0:0/96"), 12), (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    private static readonly IPNetwork Unicast = IPNetwork.Parse("2000::/3");

    private static readonly string[] Names = ["localhost", "local", "internal", "home.arpa"];

    private const string ThisMachine = "this machine";
    private const string Private = "an address of a private network";
    private const string LinkLocal = "a link-local address, where clouds keep secrets";
    private const string Multicast = "a multicast address";
    private const string Reserved = "a reserved address";

    /// <summary>What else an address is, for a message; null for one of the public network.</summary>
    public static string? Fault(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Fault(address.MapToIPv4());
        foreach ((IPNetwork network, string kind) in Others)
        {
            if (network.Contains(address))
                return kind;
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        byte[] bytes = address.GetAddressBytes();
        foreach ((IPNetwork network, int at) in Wrapped)
        {
            if (network.Contains(address))
                return Fault(new IPAddress(bytes.AsSpan(at, sizeof(int))));
        }

        return Unicast.Contains(address) ? null : Reserved;
    }

    /// <summary>
    /// The same for a host as an address of the web names it. A name is judged by what it is reserved for alone; where it leads is known when it is
    /// looked up.
    /// </summary>
    public static string? Fault(Uri address)
    {
        if (address.IsFile)
            return "a file of this machine";
        string host = address.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host, out IPAddress? number))
            return Fault(number);
        return Names.Any(name => host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase))
            ? "a name of this machine or its own network"
            : null;
    }

    /// <summary>The row's reason.</summary>
    /// <param name="host">As the list or the look-up has it.</param>
    /// <param name="kind">What <see cref="Fault(Uri)"/> said.</param>
    public static DownloadFault Refused(string host, string kind) => new(
        $"{host} is {kind}: not asked without --allow-private ({nameof(DownloadOptions)}.{nameof(DownloadOptions.AllowPrivate)})", retry: false);
}
