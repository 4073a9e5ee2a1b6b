using System.Net;

namespace AlertBot.Feeds.Fetching;

/// <summary>Which addresses belong to the public internet.</summary>
internal static class PublicAddresses
{
    // Special-purpose address registries of IANA (RFC 6890 and its updates), read 2026-11. 169.254.169.254 of the
    // clouds is among them.
    private static readonly IPNetwork[] SpecialV4 = Networks(
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
            + "192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 "
            + "198.51.100.0/24 203.0.113.0/24 224.0.0.0/3"
    );

    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>
    /// Within the global space: assignments to protocols (Teredo among them), documentation, and 6to4, which hides an
    /// IPv4 address.
    /// </summary>
    private static readonly IPNetwork[] SpecialV6 = Networks("2001::/23 2001:db8::/32 2002::/16 3fff::/20");

    /// <summary>
    /// Where IPv6-only networks reach IPv4 (RFC 6052): as public as the IPv4 address in the last four bytes.
    /// </summary>
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        else if (Nat64.Contains(address))
            address = new IPAddress(address.GetAddressBytes().AsSpan(12));
        return address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork
            ? !Array.Exists(SpecialV4, network => network.Contains(address))
            : GlobalV6.Contains(address) && !Array.Exists(SpecialV6, network => network.Contains(address));
    }

    private static IPNetwork[] Networks(string networks) => [.. networks.Split(' ').Select(IPNetwork.Parse)];
}
