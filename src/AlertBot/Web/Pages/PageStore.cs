using AlertBot.Delivery;
using AlertBot.Localization;
using AlertBot.Storage;

namespace AlertBot.Web.Pages;

/// <summary>What the pages read of the store. Nothing here writes.</summary>
internal sealed class PageStore(Database database)
{
    /// <summary>Messages looked at for the last alerts.</summary>
    private const int MostRead = 500;

    public async Task<QueueRow> QueueAsync(DateTimeOffset now, CancellationToken ct) =>
        (
            await database.QueryAsync<QueueRow>(
                "SELECT count(*) AS waiting, min(CASE WHEN due <= @now THEN due END) AS oldest "
                    + "FROM outbox WHERE settled IS NULL",
                new { now },
                ct
            )
        )[0];

    /// <summary>Since when the feed that is longest due is so; null when none is.</summary>
    public async Task<DateTimeOffset?> OldestDueFeedAsync(DateTimeOffset now, CancellationToken ct) =>
        (
            await database.QueryAsync<DateTimeOffset?>(
                "SELECT min(next_poll) FROM feeds WHERE enabled = 1 AND next_poll <= @now AND leased_until <= @now",
                new { now },
                ct
            )
        )[0];

    /// <summary>
    /// When any feed was polled last, and when the next one is due; nothing where none is polled.
    /// </summary>
    public async Task<(DateTimeOffset? Last, DateTimeOffset? Next)> PollsAsync(CancellationToken ct)
    {
        var (last, next) = (
            await database.QueryAsync<(long? Last, long? Next)>(
                "SELECT max(last_poll), min(next_poll) FROM feeds WHERE enabled = 1",
                null,
                ct
            )
        )[0];
        return (
            last is { } then ? DateTimeOffset.FromUnixTimeMilliseconds(then) : null,
            next is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null
        );
    }

    /// <summary>The channels that are held now, by name.</summary>
    public Task<IReadOnlyList<HeldRow>> HeldAsync(DateTimeOffset now, CancellationToken ct) =>
        database.QueryAsync<HeldRow>(
            "SELECT name, held_until, why FROM channels WHERE held_until > @now",
            new { now },
            ct
        );

    /// <summary>
    /// Newest first, with the headlines that chats were told; one row for all chats of a network that were told the
    /// same. Which chats they are is the subscribers' affair: only the network is read.
    /// </summary>
    public Task<IReadOnlyList<AlertRow>> AlertsAsync(int most, CancellationToken ct) =>
        database.QueryAsync<AlertRow>(
            """
            SELECT max(o.created) AS created, o.state, o.story_id, o.channel, count(*) AS chats,
                coalesce(e.title, s.headline) AS headline, coalesce(e.language, s.language) AS language
            FROM (SELECT * FROM outbox WHERE revision = 0 AND story_id IS NOT NULL ORDER BY id DESC LIMIT @MostRead) o
                JOIN stories s ON s.id = o.story_id LEFT JOIN entries e ON e.id = o.entry_id
            GROUP BY o.story_id, o.version, o.entry_id, o.channel, o.state, e.title, s.headline, e.language, s.language
            ORDER BY max(o.id) DESC LIMIT @most
            """,
            new { most, MostRead },
            ct
        );

    /// <summary>The stories that moved last.</summary>
    public Task<IReadOnlyList<StoryRow>> StoriesAsync(Language language, int most, CancellationToken ct) =>
        database.QueryAsync<StoryRow>(
            $"{StoryRow.Select} ORDER BY s.last_seen DESC, s.id DESC LIMIT @most",
            new { most, Code = language.Code() },
            ct
        );

    public async Task<StoryRow?> StoryAsync(long id, Language language, CancellationToken ct) =>
        (
            await database.QueryAsync<StoryRow>(
                $"{StoryRow.Select} WHERE s.id = @id",
                new { id, Code = language.Code() },
                ct
            )
        ).FirstOrDefault();

    /// <summary>The newest of what tells a story, oldest first.</summary>
    public async Task<IReadOnlyList<ReportRow>> ReportsAsync(long story, int most, CancellationToken ct) =>
        [
            .. (
                await database.QueryAsync<ReportRow>(
                    """
                    SELECT e.id, e.event_id, e.title, e.language, e.link, e.state,
                        coalesce(e.published, e.first_seen) AS time, f.publisher, f.camp
                    FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.story_id = @story
                        ORDER BY coalesce(e.published, e.first_seen) DESC, e.id DESC LIMIT @most
                    """,
                    new { story, most },
                    ct
                )
            ).Reverse(),
        ];

    /// <summary>
    /// What chats were told of a story, oldest first; one row for all chats of a network that were told the same. Of
    /// the messages themselves, which may bear a chat's own words, nothing is read.
    /// </summary>
    public Task<IReadOnlyList<MessageRow>> MessagesAsync(long story, int most, CancellationToken ct) =>
        database.QueryAsync<MessageRow>(
            $"""
            SELECT min(o.settled) AS time, CASE WHEN o.revision > 0 THEN 1 ELSE 0 END AS is_edit, o.channel,
                count(DISTINCT o.chat) AS chats, e.title AS headline, e.language, e.state
            FROM outbox o JOIN entries e ON e.id = o.entry_id WHERE o.story_id = @story
                AND {MessageStates.Is(MessageState.Sent, "o.state")}
                GROUP BY o.version, CASE WHEN o.revision > 0 THEN 1 ELSE 0 END, o.channel, o.entry_id, e.title,
                    e.language, e.state
                ORDER BY min(o.settled), o.entry_id LIMIT @most
            """,
            new { story, most },
            ct
        );
}
