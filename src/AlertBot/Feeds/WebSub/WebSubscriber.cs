using AlertBot.Feeds.Fetching;

namespace AlertBot.Feeds.WebSub;

/// <summary>
/// Asks hubs to tell of news, and to stop (WebSub, section 5.1). What a hub agrees to it says by asking back
/// (<see cref="HubCalls"/>).
/// </summary>
internal sealed class WebSubscriber(
    HttpClient http,
    WebSubStore store,
    TimeProvider clock,
    IOptions<FeedsOptions> feeds,
    IOptions<WebSubOptions> options,
    ILogger<WebSubscriber> log
)
{
    /// <summary>Asked for; a hub may give less, and is then asked sooner.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromDays(10);

    private const int MostAtOnce = 16;

    /// <summary>Makes due what hubs told of; asks for, renews and ends what is to be.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await store.MakeDueAsync(ct);
        if (options.Value.PublicUrl is null)
            return;
        var due = await store.TakeDueAsync(options.Value.Callbacks, MostAtOnce, ct);
        await Task.WhenAll(due.Select(one => AskAsync(one, ct)));
    }

    private async Task AskAsync(HubSubscription subscription, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(feeds.Value.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var request = Request(subscription);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (!answer.IsSuccessStatusCode)
                Failed(subscription, $"HTTP {(int)answer.StatusCode}");
        }
        catch (Exception e) when (FeedRequests.IsExpected(e))
        {
            Failed(subscription, FeedRequests.MessageOf(e));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Failed(subscription, $"no answer within {feeds.Value.Timeout.TotalSeconds:0} s");
        }
    }

    private HttpRequestMessage Request(HubSubscription subscription)
    {
        var request = FeedRequests.Get(new Uri(subscription.Hub), "*/*", feeds.Value.Introduction);
        request.Method = HttpMethod.Post;
        var form = new Dictionary<string, string>
        {
            ["hub.mode"] = subscription.IsWanted ? "subscribe" : "unsubscribe",
            ["hub.topic"] = subscription.Topic,
            ["hub.callback"] = subscription.Callback!,
        };
        if (subscription.IsWanted)
        {
            form["hub.secret"] = subscription.Secret!;
            form["hub.lease_seconds"] = $"{(long)Lease.TotalSeconds}";
        }
        request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    private void Failed(HubSubscription subscription, string why) =>
        log.HubFailed(subscription.FeedId, subscription.Publisher, subscription.HubHost, why, subscription.NextAt);
}
