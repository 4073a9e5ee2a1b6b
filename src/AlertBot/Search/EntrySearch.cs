using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Follows;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Stories;

namespace AlertBot.Search;

/// <summary>
/// Searches the stored entries: the index gives candidates, the newest first, and the rules' engine says which of them
/// have the words in one of their forms, and the phrases. One search at a time, and none for longer than its budget:
/// anybody may ask, and the words may be anything.
/// </summary>
internal sealed class EntrySearch(Database database) : IDisposable
{
    /// <summary>Of processor time, for holding candidates against the words.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>More is not looked at for one page; the next one goes on from there.</summary>
    private const int MostCandidates = 5000;

    private const int BatchSize = 100;

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <param name="query">What is asked.</param>
    /// <param name="before">Only entries below this id: <see cref="SearchResult.Next"/> of the page before.</param>
    /// <param name="most">How many a page has.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SearchResult> FindAsync(SearchQuery query, long? before, int most, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await FindAsync(query, before ?? long.MaxValue, most, Compile(query), ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<SearchResult> FindAsync(
        SearchQuery query,
        long before,
        int most,
        RuleSet? words,
        CancellationToken ct
    )
    {
        var from = await FirstIdAsync(query, ct);
        var (hits, left, looked) = (new List<CandidateRow>(), Budget, 0);
        while (true)
        {
            var batch = await CandidatesAsync(query, (from, before), Math.Max(BatchSize, most + 1), ct);
            foreach (var row in batch)
            {
                if (hits.Count == most || looked == MostCandidates)
                    return await PageAsync(hits, before, looked == MostCandidates && hits.Count < most, ct);
                looked++;
                if (!CpuBudget.TryRun(left, () => Meets(words, row, ct), out var isHit, out var spent))
                    return await PageAsync(hits, before, isCut: true, ct);
                left -= spent;
                if (isHit)
                    hits.Add(row);
                before = row.Id;
            }
            if (batch.Count < Math.Max(BatchSize, most + 1))
                return await PageAsync(hits, null, isCut: false, ct);
        }
    }

    /// <summary>Null where no words are asked.</summary>
    private static RuleSet? Compile(SearchQuery query) =>
        query.Expressions.Any()
            ? FollowCompiler.Compile(query.Expressions, Gazetteer.Names.SpellingsOf, isAnywhere: true)
            : null;

    private static bool Meets(RuleSet? words, CandidateRow row, CancellationToken ct) =>
        words is null || words.Match(row.ToEntry(), ct).Count == words.Rules.Count;

    private async Task<IReadOnlyList<CandidateRow>> CandidatesAsync(
        SearchQuery query,
        (long From, long Before) ids,
        int most,
        CancellationToken ct
    )
    {
        var hasWords = query.Expressions.Any();
        var (from, match) = (hasWords, database.Dialect.IsShared) switch
        {
            (false, _) => ("entries e", ""),
            (_, true) => (
                "entry_words w JOIN entries e ON e.id = w.entry_id",
                "w.words @@ CAST(@Match AS tsquery) AND "
            ),
            // CROSS JOIN keeps SQLite from any other order than the index's, newest first.
            _ => (
                "entry_words w CROSS JOIN entries e ON e.id = w.rowid",
                "w.entry_words MATCH @Match AND w.rowid >= @From AND w.rowid < @Before AND "
            ),
        };
        var id = hasWords && !database.Dialect.IsShared ? "w.rowid" : "e.id";
        return await database.QueryAsync<CandidateRow>(
            $"""
            SELECT e.id, e.title, e.summary, e.body, e.language, e.link, e.state, e.story_id, f.publisher,
                coalesce(e.published, e.first_seen) AS time
            FROM {from} JOIN feeds f ON f.id = e.feed_id
            WHERE {match}e.id >= @From AND e.id < @Before {Where(query)}
            ORDER BY {id} DESC LIMIT @most
            """,
            new
            {
                Match = database.Dialect.IsShared
                    ? IndexQuery.ForPostgres(query.Expressions)
                    : IndexQuery.ForSqlite(query.Expressions),
                ids.From,
                ids.Before,
                most,
                query.Since,
                query.Topic,
                query.State,
                Publishers = query.Publishers.ToArray(),
            },
            ct
        );
    }

    /// <summary>
    /// The first entry that is young enough; ids grow with the time an entry was first seen. Without it, all older ones
    /// that have the words would be looked through for those.
    /// </summary>
    private async Task<long> FirstIdAsync(SearchQuery query, CancellationToken ct) =>
        query.Since is null
            ? 0
            : (
                await database.QueryAsync<long?>(
                    "SELECT min(id) FROM entries WHERE first_seen >= @Since",
                    new { query.Since },
                    ct
                )
            )[0]
                ?? long.MaxValue;

    private static string Where(SearchQuery query) =>
        (query.Since is null ? "" : "AND e.first_seen >= @Since ")
        + (
            query.Topic is null
                ? ""
                : "AND EXISTS (SELECT 1 FROM matches m WHERE m.entry_id = e.id AND m.rule_id = @Topic) "
        )
        + (query.State is null ? "" : "AND e.state = @State ")
        + (query.Publishers.Count == 0 ? "" : "AND f.publisher IN @Publishers ");

    private async Task<SearchResult> PageAsync(List<CandidateRow> rows, long? next, bool isCut, CancellationToken ct)
    {
        var topics = (
            await database.QueryAsync<(long Entry, string Rule)>(
                """
                SELECT entry_id, rule_id FROM matches WHERE entry_id IN @Ids AND substr(rule_id, 1, 7) <> 'follow:'
                ORDER BY rule_id
                """,
                new { Ids = rows.Select(row => row.Id).ToArray() },
                ct
            )
        ).ToLookup(row => row.Entry, row => row.Rule);
        return new SearchResult([.. rows.Select(row => row.ToHit([.. topics[row.Id]]))], next, isCut);
    }

    private sealed class CandidateRow
    {
        public long Id { get; init; }
        public required string Title { get; init; }
        public required string Summary { get; init; }
        public required string Body { get; init; }
        public required string Language { get; init; }
        public string? Link { get; init; }
        public string? State { get; init; }
        public long? StoryId { get; init; }
        public required string Publisher { get; init; }
        public DateTimeOffset Time { get; init; }

        public Entry ToEntry() =>
            new()
            {
                Identity = "",
                Title = Title,
                Summary = Summary,
                Body = Body,
                Language = LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English,
            };

        public SearchHit ToHit(IReadOnlyList<string> topics) =>
            new()
            {
                Id = Id,
                Title = Title,
                Language = Language,
                Publisher = Publisher,
                Link = Link,
                Time = Time,
                State = State,
                StoryId = StoryId,
                Topics = topics,
            };
    }
}
