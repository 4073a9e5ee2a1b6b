using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules.Follows;
using AlertBot.Storage;

namespace AlertBot.Subscriptions;

/// <summary>Alerts of one rule since some day: how many there were, and those that were not wanted.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Told">Reports that alerts were made of.</param>
/// <param name="Unwanted">Those of them that somebody did not want, newest first.</param>
internal sealed record RuleFeedback(string RuleId, long Told, IReadOnlyList<UnwantedReport> Unwanted)
{
    private const int MostExamples = 10;

    /// <summary>How many of a hundred alerts were not wanted; null where none is stored any more.</summary>
    public long? Share => Told == 0 ? null : Math.Min(100, 100 * Unwanted.Count / Told);

    /// <summary>What to paste into the rule's file: the newest headlines as <c>no-match</c> examples.</summary>
    public string Examples =>
        string.Join(
            '\n',
            Unwanted
                .Take(MostExamples)
                .Select(report => $"  - {Quoted(SafeText.Clean(report.Title).Replace('\n', ' '))}")
                .Prepend("no-match:")
        );

    /// <summary>Each with how often it stands there, the most frequent first.</summary>
    public static string Counted(IEnumerable<string> items, string separator) =>
        string.Join(
            separator,
            items
                .CountBy(item => item, StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(item => item.Value)
                .ThenBy(item => item.Key, StringComparer.Ordinal)
                .Select(item => item.Value > 1 ? $"{item.Key} ×{item.Value}" : item.Key)
        );

    /// <summary>As YAML takes it in double quotes.</summary>
    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

/// <summary>A report whose alert somebody did not want.</summary>
/// <param name="Title">Its headline.</param>
/// <param name="Publisher">Of its feed.</param>
/// <param name="Reasons">Why; each of <see cref="FeedbackStore.Reasons"/> once.</param>
/// <param name="Words">The words by which it met the rule.</param>
internal sealed record UnwantedReport(
    string Title,
    string Publisher,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Words
);

/// <summary>
/// What readers say was wrong with an alert. It is kept by the report alone, each reason once: nobody can be found by
/// it, and nobody makes it count twice.
/// </summary>
internal sealed class FeedbackStore(Database database, TimeProvider clock) : IDatedRecords
{
    /// <summary>About something else, old news, told before, of another place.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["matter", "old", "double", "place"];

    public IReadOnlyList<DatedColumn> Dates { get; } = [DatedColumn.Past("feedback", "given")];

    /// <summary>False, and nothing is kept, when the chat was not told of the report.</summary>
    public async Task<bool> RecordAsync(Chat chat, long entry, string reason, CancellationToken ct)
    {
        var delivered = await database.QueryAsync<long>(
            "SELECT count(*) FROM outbox WHERE chat = @Chat AND entry_id = @entry AND message_id IS NOT NULL",
            new { Chat = chat.ToString(), entry },
            ct
        );
        if (delivered[0] == 0)
            return false;
        await database.WriteAsync(
            tx =>
                tx.ExecuteAsync(
                    """
                    INSERT INTO feedback (entry_id, reason, given)
                    SELECT id, @reason, @now FROM entries WHERE id = @entry ON CONFLICT DO NOTHING
                    """,
                    new
                    {
                        entry,
                        reason,
                        now = clock.GetUtcNow(),
                    },
                    ct
                ),
            ct
        );
        return true;
    }

    /// <summary>How many reports were not wanted, by rule.</summary>
    public async Task<IReadOnlyDictionary<string, long>> UnwantedAsync(DateTimeOffset since, CancellationToken ct) =>
        (
            await database.QueryAsync<(string Rule, long Reports)>(
                """
                SELECT m.rule_id, count(DISTINCT b.entry_id) FROM feedback b JOIN matches m ON m.entry_id = b.entry_id
                WHERE b.given >= @since GROUP BY m.rule_id
                """,
                new { since },
                ct
            )
        ).ToDictionary(row => row.Rule, row => row.Reports, StringComparer.Ordinal);

    /// <summary>By rule, those with most that was not wanted first.</summary>
    public async Task<IReadOnlyList<RuleFeedback>> SumUpAsync(DateTimeOffset since, CancellationToken ct)
    {
        var delivered = await database.QueryAsync<(string Rule, long Told)>(
            """
            SELECT m.rule_id, count(DISTINCT m.entry_id) FROM matches m JOIN outbox o ON o.entry_id = m.entry_id
            WHERE o.revision = 0 AND o.message_id IS NOT NULL AND o.settled >= @since GROUP BY m.rule_id
            """,
            new { since },
            ct
        );
        var rows = await database.QueryAsync<FeedbackRow>(
            """
            SELECT b.entry_id, b.reason, m.rule_id, m.spans, e.title, e.summary, e.body, f.publisher
            FROM feedback b JOIN entries e ON e.id = b.entry_id JOIN feeds f ON f.id = e.feed_id
                JOIN matches m ON m.entry_id = e.id
            WHERE b.given >= @since ORDER BY b.entry_id DESC, b.reason
            """,
            new { since },
            ct
        );
        var counts = delivered.ToDictionary(row => row.Rule, row => row.Told);
        return
        [
            .. rows.Where(row => !FollowExpression.IsRuleId(row.RuleId))
                .GroupBy(row => row.RuleId)
                .Select(rule => new RuleFeedback(
                    rule.Key,
                    counts.GetValueOrDefault(rule.Key),
                    [.. rule.GroupBy(row => row.EntryId).Select(FeedbackRow.ToReport)]
                ))
                .OrderByDescending(rule => rule.Unwanted.Count)
                .ThenBy(rule => rule.RuleId, StringComparer.Ordinal),
        ];
    }

    private sealed class FeedbackRow
    {
        public long EntryId { get; init; }
        public required string Reason { get; init; }
        public required string RuleId { get; init; }
        public required string Spans { get; init; }
        public required string Title { get; init; }
        public required string Summary { get; init; }
        public required string Body { get; init; }
        public required string Publisher { get; init; }

        public static UnwantedReport ToReport(IEnumerable<FeedbackRow> rows)
        {
            var (row, reasons) = (rows.First(), rows.Select(r => r.Reason).ToList());
            var entry = new Entry
            {
                Identity = "",
                Title = row.Title,
                Summary = row.Summary,
                Body = row.Body,
                Language = default,
            };
            var words = (JsonSerializer.Deserialize<Span[]>(row.Spans) ?? [])
                .Where(span => span.Start + span.Length <= entry[span.Field].Length)
                .Select(span => entry[span.Field].Substring(span.Start, span.Length))
                .Distinct(StringComparer.OrdinalIgnoreCase);
            return new UnwantedReport(row.Title, row.Publisher, reasons, [.. words]);
        }
    }
}
