namespace AlertBot.Feeds.WebSub;

/// <summary>A row of <c>hubs</c>: what was agreed with a hub about one feed.</summary>
internal sealed record HubSubscription
{
    public const string Columns =
        "h.feed_id, f.publisher, h.hub, h.topic, h.path, h.secret, h.callback, h.lease_until, h.next_at, h.failures, "
        + "CASE WHEN h.offered = 1 AND f.enabled = 1 THEN 1 ELSE 0 END AS wanted";

    public long FeedId { get; init; }
    public required string Publisher { get; init; }
    public required string Hub { get; init; }
    public required string Topic { get; init; }

    /// <summary>The hub as logs name it: its path may hold a key.</summary>
    public string HubHost => new Uri(Hub).Host;

    /// <summary>The last part of the address that the hub calls, which nobody else can guess.</summary>
    public string? Path { get; init; }

    /// <summary>What the hub signs its calls with.</summary>
    public string? Secret { get; init; }

    /// <summary>The whole address the hub was given.</summary>
    public string? Callback { get; init; }

    /// <summary>Until when the hub tells; null while it has not asked back.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    public DateTimeOffset NextAt { get; init; }

    /// <summary>Requests since the hub last asked back.</summary>
    public long Failures { get; init; }

    /// <summary>1 while the feed is polled and offers this hub.</summary>
    public long Wanted { get; init; }

    public bool IsWanted => Wanted == 1;
}
