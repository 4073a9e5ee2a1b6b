using System.Text.Json;
using AlertBot.Feeds.Entries;
using AlertBot.Rules;
using AlertBot.Rules.Words;
using AlertBot.Storage;

namespace AlertBot.Web.Pages;

/// <summary>
/// Counts by day (UTC) what the rules did: reports that met them, those that chats were told, and the words by which
/// they were met.
/// </summary>
internal sealed class RuleFigures(
    Database database,
    CurrentRules rules,
    TimeProvider clock,
    IOptions<WebOptions> options
) : DailyFigures<IReadOnlyDictionary<string, RuleDay>>(clock, options)
{
    /// <summary>Texts are read some hours at a time: a day of a thousand feeds is too much at once.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromHours(3);

    public const string Matches = """
        SELECT m.rule_id, m.spans, e.title, e.summary, e.body FROM entries e JOIN matches m ON m.entry_id = e.id
        WHERE e.first_seen >= @since AND e.first_seen < @until AND m.rule_id IN @ids
        """;

    /// <summary>What chats were told, whichever they are: of the messages themselves nothing is read.</summary>
    public const string Alerts = """
        SELECT DISTINCT m.rule_id, m.entry_id FROM outbox o JOIN matches m ON m.entry_id = o.entry_id
        WHERE o.settled >= @since AND o.settled < @until AND o.revision = 0 AND o.message_id IS NOT NULL
            AND m.rule_id IN @ids
        """;

    protected override async Task<IReadOnlyDictionary<string, RuleDay>> CountAsync(
        DateTimeOffset since,
        DateTimeOffset until,
        CancellationToken ct
    )
    {
        // Words that a chat follows stand beside the rules in the store; they are nobody else's affair.
        var ids = rules.Current.Rules.Select(rule => rule.Id).ToArray();
        var days = ids.ToDictionary(id => id, _ => new RuleDay(), StringComparer.Ordinal);
        for (var from = since; from < until; from += AtOnce)
        {
            var found = await database.QueryAsync<MatchTextRow>(
                Matches,
                new
                {
                    since = from,
                    until = from + AtOnce < until ? from + AtOnce : until,
                    ids,
                },
                ct
            );
            foreach (var match in found)
                days[match.RuleId].Add(match);
        }
        var alerted = await database.QueryAsync<(string Rule, long Entry)>(
            Alerts,
            new
            {
                since,
                until,
                ids,
            },
            ct
        );
        foreach (var (rule, entry) in alerted)
            days[rule].Add(entry);
        return days;
    }
}

/// <summary>What a rule did on one day.</summary>
internal sealed class RuleDay
{
    /// <summary>A word is a word; a match of half a sentence is shown by its beginning.</summary>
    private const int LongestWord = 40;

    private readonly List<long> _alerted = [];
    private readonly Dictionary<string, (string Shown, long Count)> _words = new(StringComparer.Ordinal);

    /// <summary>Reports that met it.</summary>
    public long Matches { get; private set; }

    /// <summary>The entries of which chats were told, each once.</summary>
    public IReadOnlyCollection<long> Alerted => _alerted;

    /// <summary>
    /// The words by which it was met, by their letters without accents and the like: one form as it was written, and
    /// in how many reports.
    /// </summary>
    public IReadOnlyDictionary<string, (string Shown, long Count)> Words => _words;

    public void Add(long alertedEntry) => _alerted.Add(alertedEntry);

    public void Add(MatchTextRow match)
    {
        Matches++;
        foreach (var word in match.Words().DistinctBy(Folding.Fold, StringComparer.Ordinal))
        {
            var key = Folding.Fold(word);
            var known = _words.GetValueOrDefault(key, (word[..Math.Min(word.Length, LongestWord)], 0));
            _words[key] = (known.Item1, known.Item2 + 1);
        }
    }
}

/// <summary>A report that met a rule, with the places of the words by which it did.</summary>
internal sealed class MatchTextRow
{
    public required string RuleId { get; init; }
    public required string Spans { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Body { get; init; }

    /// <summary>Those that still stand there: a report may have been changed since.</summary>
    public IEnumerable<string> Words() =>
        (JsonSerializer.Deserialize<Span[]>(Spans) ?? [])
            .Select(span => (Text: TextOf(span.Field), span.Start, span.Length))
            .Where(span => span.Length > 0 && span.Start + span.Length <= span.Text.Length)
            .Select(span => span.Text.Substring(span.Start, span.Length));

    private string TextOf(Field field) =>
        field switch
        {
            Field.Title => Title,
            Field.Summary => Summary,
            _ => Body,
        };
}
