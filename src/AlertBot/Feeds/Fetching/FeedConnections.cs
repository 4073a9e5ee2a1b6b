using System.Net;
using System.Net.Sockets;
using AlertBot.Feeds.Lists;

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

/// <summary>
/// Follows redirects, few of them, only over http and https, never from https back to http. .NET's own following would
/// tell neither which of them were permanent nor why one was not followed.
/// </summary>
internal sealed class FeedRedirects : DelegatingHandler
{
    private const int Most = 5;

    /// <summary>The redirects that led to an answer, in order; a request that met none has none.</summary>
    public static readonly HttpRequestOptionsKey<IReadOnlyList<FeedRedirect>> Followed = new("redirects followed");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var followed = new List<FeedRedirect>();
        request.Options.Set(Followed, followed);
        while (true)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (Target(answer, request.RequestUri!) is not { } target)
                return answer;
            answer.Dispose();
            if (followed.Count == Most)
                throw new HttpRequestException($"redirected more than {Most} times");
            Move(request, target);
            followed.Add(new FeedRedirect(answer.StatusCode, target));
        }
    }

    /// <summary>
    /// Null where the answer is no redirect. Throws <see cref="HttpRequestException"/> for one that is not followed.
    /// </summary>
    private static Uri? Target(HttpResponseMessage answer, Uri from)
    {
        // 300 and 304 are none: a choice, and "not modified".
        if (
            answer.StatusCode
            is not (
                HttpStatusCode.Moved
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect
            )
        )
            return null;
        var why =
            answer.Headers.Location is not { } location || !Uri.TryCreate(from, location, out var target)
                ? "to no address"
            : target.Scheme is not ("http" or "https") ? "to an address that is neither http nor https"
            : from.Scheme == "https" && target.Scheme == "http" ? "from https to http"
            : null;
        return why is null
            ? new Uri(from, answer.Headers.Location!)
            : throw new HttpRequestException($"redirected {why}, which is not followed");
    }

    private static void Move(HttpRequestMessage request, Uri target)
    {
        // What was meant for one host is no other's to see.
        if (!ShownAddress.IsSameOrigin(request.RequestUri!, target))
            FeedAccess.RemoveFrom(request);
        request.RequestUri = target;
        request.Headers.Host = null;
    }
}

/// <summary>One redirect: how it was said, and where it led.</summary>
internal sealed record FeedRedirect(HttpStatusCode Status, Uri Target)
{
    /// <summary>301 and 308: the feed has moved, not its answer.</summary>
    public bool IsPermanent => Status is HttpStatusCode.Moved or HttpStatusCode.PermanentRedirect;
}

/// <summary>Keeps what is under way to one host within <see cref="FeedsOptions.PerHostConcurrency"/>.</summary>
internal sealed class PerHostLimiter(IOptions<FeedsOptions> options)
{
    private readonly Dictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();

    /// <summary>Hosts that have no slot free. Their feeds are better left alone than made to wait for one.</summary>
    public IReadOnlyList<string> Full
    {
        get
        {
            lock (_lock)
                return [.. _hosts.Where(h => h.Value.Users >= options.Value.PerHostConcurrency).Select(h => h.Key)];
        }
    }

    /// <summary>Waits for a free slot; disposing what comes back frees it.</summary>
    public async Task<IDisposable> TakeAsync(string host, CancellationToken ct)
    {
        Host slots;
        lock (_lock)
        {
            if (!_hosts.TryGetValue(host, out slots!))
                _hosts[host] = slots = new Host(new SemaphoreSlim(options.Value.PerHostConcurrency));
            slots.Users++;
        }
        try
        {
            await slots.Free.WaitAsync(ct);
            return new Slot(this, host, slots);
        }
        catch
        {
            Leave(host, slots);
            throw;
        }
    }

    /// <summary>A host nobody talks to is forgotten: there are as many as there are feeds.</summary>
    private void Leave(string host, Host slots)
    {
        lock (_lock)
        {
            if (--slots.Users > 0)
                return;
            _hosts.Remove(host);
            slots.Free.Dispose();
        }
    }

    /// <summary>One host's slots, and how many hold or await one.</summary>
    private sealed class Host(SemaphoreSlim free)
    {
        public SemaphoreSlim Free { get; } = free;

        public int Users { get; set; }
    }

    private sealed class Slot(PerHostLimiter owner, string host, Host slots) : IDisposable
    {
        public void Dispose()
        {
            slots.Free.Release();
            owner.Leave(host, slots);
        }
    }
}
