using System.Net;
using System.Text;
using AlertBot.Feeds.Articles;
using AlertBot.Feeds.Diagnostics;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Health;
using AlertBot.Feeds.Lists;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Scheduling;
using AlertBot.Feeds.WebSub;
using AlertBot.Storage;
using AlertBot.Storage.Leases;

namespace AlertBot.Feeds;

internal static class FeedsRegistration
{
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        // windows-1256 and ISO-8859-6, which Arabic sites still send, are code pages .NET only reads when asked to.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        services.AddOptions<FeedsOptions>().BindConfiguration("Feeds").ValidateDataAnnotations().ValidateOnStart();
        services
            .AddOptions<WebSubOptions>()
            .BindConfiguration("Feeds:WebSub")
            .Validate(options => options.IsSound, WebSubOptions.NoSite)
            .ValidateOnStart();
        services.AddSingleton<FeedMetrics>();
        services.AddSingleton<FeedStore>();
        services.AddSingleton<SuspectFeeds>();
        services.AddSingleton<FeedSources>();
        services.AddSingleton<FeedRecords>();
        services.AddSingleton<IDatedRecords>(provider => provider.GetRequiredService<FeedRecords>());
        services.AddSingleton<ILeaseOwner>(provider => provider.GetRequiredService<FeedRecords>());
        services.AddSingleton<FeedHealthStore>();
        services.AddSingleton<EntryStore>();
        services.AddSingleton<WebSubStore>();
        services.AddSingleton<HubCalls>();
        services.AddSingleton<BackfillFilter>();
        services.AddSingleton<PerHostLimiter>();
        services.AddSingleton<PollScheduler>();
        services.AddSingleton(new Random());
        services.AddSingleton(provider =>
            FeedConnections.For(provider.GetRequiredService<IOptions<FeedsOptions>>().Value)
        );
        services.AddClient<FeedPoller>();
        services.AddClient<HttpFetcher>();
        services.AddClient<WebSubscriber>();
        services.AddSingleton<Robots>();
        services.AddSingleton<ArticleReader>();
        services.AddSingleton<DocumentReader>();
        services.AddSingleton<DueFeedPoller>();
        services.AddSingleton<FeedDiagnostics>();
        services.AddSingleton<FeedDiscovery>();
        return services;
    }

    private static void AddClient<T>(this IServiceCollection services)
        where T : class =>
        services
            .AddHttpClient<T>(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers() // they write whole URLs, and a feed's URL may hold a key
            .ConfigurePrimaryHttpMessageHandler(Handler)
            .AddHttpMessageHandler(() => new FeedRedirects());

    /// <summary>
    /// A client of strangers: it keeps no cookies, asks no proxy but the operator's, has no credentials, tells no one
    /// who traces what, and decompresses nothing by itself (<see cref="BoundedBody"/> does, within limits).
    /// Certificates are checked as .NET does.
    /// </summary>
    private static SocketsHttpHandler Handler(IServiceProvider services)
    {
        var proxy = services.GetRequiredService<IOptions<FeedsOptions>>().Value.Proxy;
        return new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = services.GetRequiredService<FeedConnections>().ConnectAsync,
            // HTTP/2 has frames in place of lines.
            PlaintextStreamFilter = (context, _) =>
                ValueTask.FromResult<Stream>(
                    context.NegotiatedHttpVersion.Major == 1
                        ? new LenientHeaderStream(context.PlaintextStream)
                        : context.PlaintextStream
                ),
            ActivityHeadersPropagator = null,
            UseCookies = false,
            UseProxy = proxy is not null,
            Proxy = proxy is null ? null : ProxyAt(proxy),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // Most hosts have one feed and are asked again in a quarter of an hour: ten thousand kept connections would
            // only take memory.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1),
        };
    }

    /// <summary>Its password does not stand in its address, which .NET puts into the words of a failure.</summary>
    private static WebProxy ProxyAt(Uri proxy)
    {
        var (user, password) = ShownAddress.UserOf(proxy);
        return new WebProxy(ShownAddress.WithoutUser(proxy))
        {
            Credentials =
                proxy.UserInfo.Length == 0
                    ? null
                    : new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)),
        };
    }
}
