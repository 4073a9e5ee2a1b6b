using System.Net;
using System.Net.Sockets;

namespace AlertBot.Feeds.Fetching;

/// <summary>
/// Opens the connections to feeds, only to addresses that are allowed. The check stands between resolving and
/// connecting, and the address checked is the one connected to: neither a redirect nor a name that changes its address
/// (DNS rebinding) gets around it.
/// </summary>
/// <param name="isAllowed">Which addresses may be connected to.</param>
/// <param name="resolve">The addresses of a name.</param>
internal sealed class FeedConnections(
    Func<IPAddress, bool> isAllowed,
    Func<string, CancellationToken, Task<IPAddress[]>> resolve
)
{
    public static FeedConnections For(FeedsOptions options) =>
        new(
            options.AllowPrivateAddresses || options.Proxy is not null ? _ => true : PublicAddresses.IsPublic,
            Dns.GetHostAddressesAsync
        );

    /// <summary>
    /// For <see cref="SocketsHttpHandler.ConnectCallback"/>. HTTP/3 would not ask it, so requests must not be of that
    /// version.
    /// </summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        // Dns refuses to look at 0.0.0.0; an address needs no looking up.
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var given) ? [given] : await resolve(host, ct);
        var allowed = Array.FindAll(addresses, address => isAllowed(address));
        if (allowed.Length == 0)
            throw new HttpRequestException(
                HttpRequestError.ConnectionError,
                "the address is private; set Feeds:AllowPrivateAddresses to poll it"
            );
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
