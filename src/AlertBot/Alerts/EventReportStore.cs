using System.Text.Json;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Follows;
using AlertBot.Storage;
using AlertBot.Subscriptions;

namespace AlertBot.Alerts;

/// <summary>A report of an event, before its text is read.</summary>
/// <param name="EntryId">Its entry.</param>
/// <param name="Origin">Its language, and who published it.</param>
/// <param name="RuleIds">The rules it meets, with those of words that chats follow; at least one.</param>
internal sealed record Report(long EntryId, ReportOrigin Origin, IReadOnlyList<string> RuleIds)
{
    public Language Language => Origin.Language;
}

/// <summary>The reports an event can be told by: those that meet a rule, no live blogs and comments.</summary>
internal sealed class EventReportStore(CurrentRules rules)
{
    /// <summary>Rows looked at; an event that has more is told by its first ones and the newest.</summary>
    private const int Most = 400;

    /// <summary>Asks for them in the order they came in, the entry <paramref name="but"/> left out.</summary>
    public async Task<Answer<Report>> AskAsync(StoreTransaction tx, long happening, long but, CancellationToken ct)
    {
        var rows = await tx.AskAsync<RuleRow>(
            """
            SELECT e.id, e.language, m.rule_id, f.publisher, f.title, f.family, f.camp
            FROM entries e JOIN matches m ON m.entry_id = e.id JOIN feeds f ON f.id = e.feed_id
            WHERE e.event_id = @happening AND e.weight IS NOT NULL AND e.id <> @but ORDER BY e.id, m.rule_id LIMIT @Most
            """,
            new
            {
                happening,
                but,
                Most,
            },
            ct
        );
        return rows.Map(found =>
            found
                .GroupBy(row => row.Id)
                .Select(same => new Report(same.Key, same.First().ToOrigin(), [.. same.Select(row => row.RuleId)]))
        );
    }

    /// <summary>Whoever reports the event, whether by a report that meets a rule or by another, each once.</summary>
    public async Task<IReadOnlyList<ReportOrigin>> ListOriginsAsync(
        StoreTransaction tx,
        long happening,
        CancellationToken ct
    )
    {
        var rows = await tx.QueryAsync<OriginRow>(
            """
            SELECT DISTINCT e.language, f.publisher, f.title, f.family, f.camp
            FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.event_id = @happening
            """,
            new { happening },
            ct
        );
        return [.. rows.Select(row => row.ToOrigin())];
    }

    /// <summary>The report as it was matched; null when it is no longer stored or nothing it met is left.</summary>
    public async Task<MatchedEntry?> ReadAsync(StoreTransaction tx, long entry, CancellationToken ct)
    {
        var report = await tx.AskAsync<ReportRow>(
            """
            SELECT e.id, e.title, e.summary, e.body, e.language, e.link, e.published, e.first_seen, f.id AS feed_id,
                f.url, f.publisher
            FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.id = @entry
            """,
            new { entry },
            ct
        );
        var matched = await tx.QueryAsync<(string Rule, string Spans)>(
            "SELECT rule_id, spans FROM matches WHERE entry_id = @entry ORDER BY rule_id",
            new { entry },
            ct
        );
        var rows = await report.ReadAsync(ct);
        var matches = matched
            .SelectMany(row =>
                rules
                    .Current.Rules.Where(rule => rule.Id == row.Rule)
                    .Select(rule => new Match(rule, JsonSerializer.Deserialize<Span[]>(row.Spans) ?? []))
            )
            .ToList();
        var follows = matched
            .Where(row => FollowExpression.IsRuleId(row.Rule))
            .Select(row => new Match(
                new Rule(row.Rule, new LocalText(), Urgency.Normal),
                JsonSerializer.Deserialize<Span[]>(row.Spans) ?? []
            ))
            .ToList();
        return rows.Count > 0 && matches.Count + follows.Count > 0
            ? new MatchedEntry(rows[0].ToStored(), matches) { Follows = follows }
            : null;
    }

    /// <summary>What an entry reports of talks; null when nothing.</summary>
    public async Task<string?> ReadStateAsync(StoreTransaction tx, long entry, CancellationToken ct) =>
        (
            await tx.QueryAsync<string?>("SELECT state FROM entries WHERE id = @entry", new { entry }, ct)
        ).FirstOrDefault();

    private sealed class RuleRow : OriginRow
    {
        public long Id { get; init; }
        public required string RuleId { get; init; }
    }

    private class OriginRow
    {
        public required string Language { get; init; }
        public required string Publisher { get; init; }
        public string? Title { get; init; }
        public string? Family { get; init; }
        public string? Camp { get; init; }

        public ReportOrigin ToOrigin() =>
            new(
                LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English,
                Publisher,
                Title,
                Family,
                Camp
            );
    }

    private sealed class ReportRow
    {
        public long Id { get; init; }
        public required string Title { get; init; }
        public required string Summary { get; init; }
        public required string Body { get; init; }
        public required string Language { get; init; }
        public string? Link { get; init; }
        public DateTimeOffset? Published { get; init; }
        public DateTimeOffset FirstSeen { get; init; }
        public long FeedId { get; init; }
        public required Uri Url { get; init; }
        public required string Publisher { get; init; }

        public StoredEntry ToStored() =>
            new(
                Id,
                new Feed
                {
                    Id = FeedId,
                    Url = Url,
                    Publisher = Publisher,
                },
                new Entry
                {
                    Identity = "",
                    Title = Title,
                    Summary = Summary,
                    Body = Body,
                    Boilerplate = Boilerplate.Find(Title, Summary, Body),
                    Language = LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English,
                    Link = Link is null ? null : new Uri(Link),
                    Published = Published,
                },
                FirstSeen
            );
    }
}
