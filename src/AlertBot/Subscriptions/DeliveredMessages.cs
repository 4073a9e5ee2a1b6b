using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Storage;

namespace AlertBot.Subscriptions;

/// <summary>What chats were told, and what it was made from.</summary>
internal sealed class DeliveredMessages(Database database, TimeProvider clock)
{
    /// <summary>Further back is no news.</summary>
    private static readonly TimeSpan LatestWindow = TimeSpan.FromDays(7);

    /// <summary>
    /// The entries behind a message, several for a digest; behind the chat's last alert when no message is named.
    /// </summary>
    public Task<IReadOnlyList<long?>> BehindAsync(Chat chat, string? message, int most, CancellationToken ct) =>
        database.QueryAsync<long?>(
            """
            SELECT coalesce(o.entry_id, (SELECT min(e.id) FROM entries e WHERE e.story_id = o.story_id)) FROM outbox o
            WHERE o.chat = @Chat AND o.story_id IS NOT NULL AND o.revision = 0 AND o.message_id IS NOT NULL
                AND o.message_id = coalesce(@message, (SELECT l.message_id FROM outbox l
                    WHERE l.chat = @Chat AND l.story_id IS NOT NULL AND l.message_id IS NOT NULL
                    ORDER BY l.settled DESC, l.id DESC LIMIT 1))
            ORDER BY o.id LIMIT @most
            """,
            new
            {
                Chat = chat.ToString(),
                message,
                most,
            },
            ct
        );

    /// <summary>
    /// The stories a message tells of, several for a digest; of the chat's last alert when no message is named.
    /// </summary>
    public Task<IReadOnlyList<long>> StoriesBehindAsync(Chat chat, string? message, CancellationToken ct) =>
        database.QueryAsync<long>(
            """
            SELECT DISTINCT o.story_id FROM outbox o
            WHERE o.chat = @Chat AND o.story_id IS NOT NULL AND o.message_id IS NOT NULL
                AND o.message_id = coalesce(@message, (SELECT l.message_id FROM outbox l
                    WHERE l.chat = @Chat AND l.story_id IS NOT NULL AND l.message_id IS NOT NULL
                    ORDER BY l.settled DESC, l.id DESC LIMIT 1))
            ORDER BY o.story_id
            """,
            new { Chat = chat.ToString(), message },
            ct
        );

    /// <summary>The newest headline of a story; null when nothing of it is stored any more.</summary>
    public async Task<string?> TitleOfAsync(long story, CancellationToken ct) =>
        (
            await database.QueryAsync<string>(
                "SELECT title FROM entries WHERE story_id = @story AND weight IS NOT NULL ORDER BY id DESC LIMIT 1",
                new { story },
                ct
            )
        ).FirstOrDefault();

    public async Task<DeliveredEntry?> FindAsync(long entry, CancellationToken ct) =>
        (
            await database.QueryAsync<DeliveredEntry>(
                $"{DeliveredEntry.Columns} WHERE e.id = @entry",
                new { entry },
                ct
            )
        ).FirstOrDefault();

    public Task<IReadOnlyList<DeliveredMatch>> MatchesAsync(long entry, CancellationToken ct) =>
        database.QueryAsync<DeliveredMatch>(
            "SELECT rule_id, rules_version, spans FROM matches WHERE entry_id = @entry ORDER BY rule_id",
            new { entry },
            ct
        );

    /// <summary>
    /// Who reports the entry's event, for which camp, and what of talks: the last report of each publisher, first
    /// publisher first.
    /// </summary>
    public Task<IReadOnlyList<(string Publisher, string? Camp, string? State)>> SourcesAsync(
        long entry,
        CancellationToken ct
    ) =>
        database.QueryAsync<(string Publisher, string? Camp, string? State)>(
            """
            SELECT f.publisher, f.camp, e.state FROM entries e JOIN feeds f ON f.id = e.feed_id
            WHERE e.id IN (SELECT max(s.id) FROM entries s JOIN feeds t ON t.id = s.feed_id
                WHERE s.event_id = (SELECT o.event_id FROM entries o WHERE o.id = @entry) GROUP BY t.publisher)
            ORDER BY e.id LIMIT 12
            """,
            new { entry },
            ct
        );

    /// <summary>
    /// The newest report of each of the newest events on the topics, in the language where there is one; newest first.
    /// </summary>
    public Task<IReadOnlyList<DeliveredEntry>> LatestAsync(
        IReadOnlyList<string> topics,
        Language language,
        int most,
        CancellationToken ct
    ) =>
        database.QueryAsync<DeliveredEntry>(
            $"""
            {DeliveredEntry.Columns} WHERE e.id IN (
                SELECT coalesce(max(CASE WHEN n.language = @Code THEN n.id END), max(n.id))
                FROM entries n JOIN matches m ON m.entry_id = n.id
                WHERE n.first_seen >= @Since AND n.weight IS NOT NULL AND (m.rule_id IN @topics
                    OR (@All = 1 AND substr(m.rule_id, 1, 7) <> 'follow:'))
                GROUP BY n.event_id)
            ORDER BY e.id DESC LIMIT @most
            """,
            new
            {
                Since = clock.GetUtcNow() - LatestWindow,
                Code = language.Code(),
                All = topics.Contains(Subscription.AllTopics) ? 1 : 0,
                topics = topics.ToArray(),
                most,
            },
            ct
        );
}

/// <summary>An entry as it was stored, with its publisher.</summary>
internal sealed class DeliveredEntry
{
    public const string Columns = """
        SELECT e.id, e.title, e.summary, e.body, e.language, e.link, e.published, e.first_seen, e.state, f.publisher
            FROM entries e JOIN feeds f ON f.id = e.feed_id
        """;

    public long Id { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Body { get; init; }
    public required string Language { get; init; }
    public required string Publisher { get; init; }
    public string? Link { get; init; }
    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>What it reports of talks; null when nothing.</summary>
    public string? State { get; init; }

    public Entry ToEntry() =>
        new()
        {
            Identity = "",
            Title = Title,
            Summary = Summary,
            Body = Body,
            Language = LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English,
        };
}

/// <summary>A rule an entry met, under which rules, by which words.</summary>
internal sealed class DeliveredMatch
{
    public required string RuleId { get; init; }
    public required string RulesVersion { get; init; }
    public required string Spans { get; init; }

    public IReadOnlyList<Span> ReadSpans() => JsonSerializer.Deserialize<Span[]>(Spans) ?? [];
}
