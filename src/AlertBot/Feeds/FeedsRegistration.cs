using System.Net;
using System.Text;

namespace AlertBot.Feeds;

internal static class FeedsRegistration
{
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        // windows-1256 and ISO-8859-6, which Arabic sites still send, are code pages .NET only reads when asked to.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        services.AddOptions<FeedsOptions>().BindConfiguration("Feeds").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FeedStore>();
        services.AddSingleton<EntryStore>();
        services.AddSingleton<FirstSight>();
        services.AddSingleton<HostSlots>();
        services.AddHttpClient<FeedPoller>(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers() // they write whole URLs, and a feed's URL may hold a key
            .ConfigurePrimaryHttpMessageHandler(Handler);
        return services;
    }

    private static SocketsHttpHandler Handler(IServiceProvider services)
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            MaxAutomaticRedirections = 5,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (!services.GetRequiredService<IOptions<FeedsOptions>>().Value.AllowPrivateAddresses)
            handler.ConnectCallback = PublicAddresses.ConnectAsync;
        return handler;
    }
}
