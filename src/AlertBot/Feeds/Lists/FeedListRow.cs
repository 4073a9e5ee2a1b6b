using System.Text.Json;
using AlertBot.Localization;

namespace AlertBot.Feeds.Lists;

/// <summary>What feeds.yaml says of one feed, as it stands in the store; equal rows need no writing.</summary>
internal sealed record FeedListRow
{
    public const string Columns =
        "url, title, publisher, family, camp, language, every, full_text, tags, listed_enabled, access";

    /// <summary>A feed that has ended (410) stays ended while it is listed.</summary>
    public const string Upsert = """
        INSERT INTO feeds (url, host, title, publisher, family, camp, language, every, full_text, tags, access, listed,
            listed_enabled, enabled, next_poll)
        VALUES (@Url, @Host, @Title, @Publisher, @Family, @Camp, @Language, @Every, @FullText, @Tags, @Access, 1,
            @ListedEnabled, @ListedEnabled, @Now)
        ON CONFLICT (url) DO UPDATE SET title = excluded.title, publisher = excluded.publisher,
            family = excluded.family, camp = excluded.camp, language = excluded.language, every = excluded.every,
            full_text = excluded.full_text, tags = excluded.tags, access = excluded.access, listed = 1,
            listed_enabled = excluded.listed_enabled,
            host = CASE WHEN feeds.address IS NULL THEN excluded.host ELSE feeds.host END,
            next_poll = CASE WHEN coalesce(feeds.access, '') <> coalesce(excluded.access, '') THEN excluded.next_poll
                ELSE feeds.next_poll END,
            enabled = CASE WHEN feeds.ended IS NULL THEN excluded.enabled ELSE 0 END
        """;

    public long Id { get; init; }
    public required string Url { get; init; }
    public string? Title { get; init; }
    public required string Publisher { get; init; }
    public string? Family { get; init; }
    public string? Camp { get; init; }
    public string? Language { get; init; }
    public long Every { get; init; }
    public long FullText { get; init; }
    public required string Tags { get; init; }
    public long ListedEnabled { get; init; }
    public string? Access { get; init; }

    /// <summary>When a new feed is polled first.</summary>
    public DateTimeOffset Now { get; init; }

    public string Host => new Uri(Url).Host;

    public static FeedListRow From(FeedLine line, DateTimeOffset now) =>
        new()
        {
            Url = line.Url.Value.AbsoluteUri,
            Title = line.Title,
            Publisher = line.Publisher,
            Family = line.Family,
            Camp = line.Camp,
            Language = line.Lang?.Code(),
            Every = line.Every is { } every ? (long)every.Value.TotalSeconds : 0,
            FullText = line.FullText ? 1 : 0,
            Tags = JsonSerializer.Serialize(line.Tags),
            ListedEnabled = line.Enabled ? 1 : 0,
            Access = FeedAccess.From(line)?.ToStore(),
            Now = now,
        };
}
