using AlertBot.Localization;

namespace AlertBot.Web.Api.V1;

/// <summary>An event, and the report that tells it.</summary>
internal sealed class FoundEvent
{
    public long Id { get; init; }
    public long Shown { get; init; }
}

/// <summary>A report of an event, without its text.</summary>
internal sealed class EventReportRow
{
    public long Id { get; init; }
    public long EventId { get; init; }
    public long? StoryId { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public string? Link { get; init; }
    public DateTimeOffset FirstSeen { get; init; }
    public string? State { get; init; }
    public long? Weight { get; init; }
    public required string Publisher { get; init; }

    /// <summary>The publisher, or the family that counts as one.</summary>
    public required string Source { get; init; }
    public string? Camp { get; init; }
}

/// <summary>A stored entry, without its text.</summary>
internal sealed class EntryRow
{
    public const string Select = """
        SELECT e.id, e.event_id, e.story_id, e.title, e.language, e.link, e.published, e.first_seen, e.state,
            f.publisher, f.camp
        FROM entries e JOIN feeds f ON f.id = e.feed_id
        """;

    public long Id { get; init; }
    public long? EventId { get; init; }
    public long? StoryId { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public string? Link { get; init; }
    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset FirstSeen { get; init; }
    public string? State { get; init; }
    public required string Publisher { get; init; }
    public string? Camp { get; init; }

    public ApiEntry ToEntry(IReadOnlyList<string> topics) =>
        new()
        {
            Id = Id,
            EventId = EventId,
            StoryId = StoryId,
            Title = SafeText.Clean(Title),
            Language = Language,
            Link = Link,
            Publisher = SafeText.Clean(Publisher),
            Camp = Camp,
            Published = Published,
            FirstSeen = FirstSeen,
            State = State,
            Topics = topics,
        };
}

/// <summary>A stored story with its figures.</summary>
internal sealed class StoryRow
{
    public const string Select = """
        SELECT s.id, s.headline, s.language, s.state, s.first_seen, s.last_seen,
            (SELECT count(*) FROM entries e WHERE e.story_id = s.id) AS reports,
            (SELECT count(DISTINCT coalesce(f.family, f.publisher)) FROM entries e JOIN feeds f ON f.id = e.feed_id
                WHERE e.story_id = s.id) AS sources
        FROM stories s
        """;

    public long Id { get; init; }
    public required string Headline { get; init; }
    public required string Language { get; init; }
    public string? State { get; init; }
    public DateTimeOffset FirstSeen { get; init; }
    public DateTimeOffset LastSeen { get; init; }
    public long Reports { get; init; }
    public long Sources { get; init; }

    public ApiStory ToStory() =>
        new()
        {
            Id = Id,
            Title = SafeText.Clean(Headline),
            Language = Language,
            State = State,
            FirstSeen = FirstSeen,
            LastSeen = LastSeen,
            Reports = Reports,
            Sources = Sources,
        };
}

/// <summary>A stored match with the time of its entry.</summary>
internal sealed class MatchRow
{
    public long EntryId { get; init; }
    public required string RuleId { get; init; }
    public required string RulesVersion { get; init; }
    public DateTimeOffset FirstSeen { get; init; }

    public ApiMatch ToMatch() =>
        new()
        {
            EntryId = EntryId,
            Topic = RuleId,
            RulesVersion = RulesVersion,
            FirstSeen = FirstSeen,
        };
}
