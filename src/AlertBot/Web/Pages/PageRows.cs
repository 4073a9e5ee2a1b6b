namespace AlertBot.Web.Pages;

/// <summary>The outbox in two figures; oldest is the due time of what is overdue longest.</summary>
internal sealed class QueueRow
{
    public long Waiting { get; init; }
    public DateTimeOffset? Oldest { get; init; }
}

/// <summary>A channel that waits before it sends again.</summary>
internal sealed class HeldRow
{
    public required string Name { get; init; }
    public DateTimeOffset HeldUntil { get; init; }
    public string? Why { get; init; }
}

/// <summary>An alert on its way to a chat.</summary>
internal sealed class AlertRow
{
    public DateTimeOffset Created { get; init; }
    public required string State { get; init; }
    public long StoryId { get; init; }

    /// <summary>The network alone: which chat it was is the subscriber's affair.</summary>
    public required string Channel { get; init; }

    /// <summary>How many chats were told so there.</summary>
    public long Chats { get; init; }
    public required string Headline { get; init; }
    public required string Language { get; init; }
}

/// <summary>
/// A story with its figures, as it stands: the report that tells its newest event, in the reader's language where there
/// is one, and what that reports of talks.
/// </summary>
internal sealed class StoryRow
{
    public const string Select = """
        SELECT s.id, coalesce(t.title, s.headline) AS headline, coalesce(t.language, s.language) AS language,
            CASE WHEN t.id IS NULL THEN s.state ELSE t.state END AS state, s.first_seen, s.last_seen,
            (SELECT count(*) FROM entries e WHERE e.story_id = s.id) AS reports,
            (SELECT count(DISTINCT coalesce(f.family, f.publisher)) FROM entries e JOIN feeds f ON f.id = e.feed_id
                WHERE e.story_id = s.id) AS sources
        FROM stories s LEFT JOIN entries t ON t.id = (
            SELECT coalesce(max(CASE WHEN n.language = @Code THEN n.id END), max(n.id)) FROM entries n
            WHERE n.story_id = s.id AND n.weight IS NOT NULL AND n.event_id = (SELECT l.event_id FROM entries l
                WHERE l.story_id = s.id AND l.weight IS NOT NULL ORDER BY l.id DESC LIMIT 1))
        """;

    public long Id { get; init; }
    public required string Headline { get; init; }
    public required string Language { get; init; }
    public string? State { get; init; }
    public DateTimeOffset FirstSeen { get; init; }
    public DateTimeOffset LastSeen { get; init; }
    public long Reports { get; init; }
    public long Sources { get; init; }
}

/// <summary>An entry that tells a story.</summary>
internal sealed class ReportRow
{
    public long Id { get; init; }
    public long? EventId { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public string? Link { get; init; }
    public string? State { get; init; }
    public DateTimeOffset Time { get; init; }
    public required string Publisher { get; init; }
    public string? Camp { get; init; }
}

/// <summary>What chats of one network were told of a story, with the report it was made of.</summary>
internal sealed class MessageRow
{
    public DateTimeOffset Time { get; init; }

    /// <summary>Whether a message that stood in the chat was changed.</summary>
    public bool IsEdit { get; init; }

    /// <summary>The network alone: which chat it was is the subscriber's affair.</summary>
    public required string Channel { get; init; }
    public long Chats { get; init; }
    public required string Headline { get; init; }
    public required string Language { get; init; }
    public string? State { get; init; }
}
