using AlertBot.Delivery;
using AlertBot.Feeds;
using AlertBot.Storage;
using AlertBot.Tests.Support;
using AlertBot.Web.Pages;
using AlertBot.Web.Pages.Today;
using AlertBot.Web.Pages.Trends;

namespace AlertBot.Tests.Storage;

/// <summary>
/// The statements that run at every tick find their rows by an index, however much else the store holds.
/// </summary>
[OnPostgres]
public sealed class PlanTests : IAsyncLifetime
{
    /// <summary>20,000 feeds, entries, chats and settled messages; a handful is due.</summary>
    private const string Fill = """
        INSERT INTO feeds (url, publisher, every, next_poll, host, listed)
            SELECT 'https://f' || n || '.example.org/', 'p' || n, 900, CASE WHEN n <= 5 THEN 0 ELSE 9000000000000 END,
                'f' || n, 1 FROM generate_series(1, 20000) n;
        INSERT INTO stories (version, language, headline, first_seen, last_seen) SELECT 1, 'en', 'h', 1, 1
            FROM generate_series(1, 20000) n;
        INSERT INTO entries (feed_id, identity, first_seen, last_listed, language, title, summary, body, story_id)
            SELECT n, 'i' || n, n, n, 'en', 't', '', '', n FROM generate_series(1, 20000) n;
        INSERT INTO chats (chat, channel) SELECT 'telegram:' || n, 'telegram' FROM generate_series(1, 20000) n;
        INSERT INTO outbox (chat, channel, story_id, version, urgency, language, content, created, due, state, settled,
            message_id)
            SELECT 'telegram:' || n, 'telegram', n, 1, 1, 'en', '{}', 1, 1,
                CASE WHEN n > 5 THEN 'sent' ELSE 'waiting' END,
                CASE WHEN n > 5 THEN 2 END, 'm' || n FROM generate_series(1, 20000) n;
        """;

    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync();
        await _bot.Get<Database>().WriteAsync(tx => tx.ExecuteAsync(Fill, null, Ct), Ct);
        await _bot.Get<Database>().QueryAsync<string>("ANALYZE feeds, stories, entries, chats, outbox", null, Ct);
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    public static TheoryData<string> Hot =>
        [
            FeedStore.LeaseDue,
            Outbox.LeaseChats,
            OutboxRow.NextFor,
            OutboxRow.GatheredFor,
            Outbox.MarkInterrupted,
            MessageUpdater.DropVain,
            DeliveryOutcomeWriter.WasHeardOf,
            DeliveryOutcomeWriter.CountUnknown,
            "SELECT count(*) FROM outbox WHERE settled IS NULL AND revision = 0",
            TodayStore.Reports,
            TodayStore.Topics,
            TrendFigures.ByTopic,
            TrendFigures.Headlines,
            RuleFigures.Matches,
            RuleFigures.Alerts,
        ];

    [Theory]
    [MemberData(nameof(Hot))]
    public async Task A_hot_statement_reads_no_large_table_whole(string sql)
    {
        foreach (
            var statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
            Assert.DoesNotMatch(Whole, await PlanAsync(statement));
    }

    [Fact]
    public async Task A_statement_that_does_is_seen() =>
        Assert.Matches(Whole, await PlanAsync("SELECT id FROM entries WHERE title = 'x'"));

    private const string Whole = "Seq Scan on (feeds|entries|outbox|stories|chats)";

    private async Task<string> PlanAsync(string statement) =>
        string.Join('\n', await _bot.Get<Database>().QueryAsync<string>($"EXPLAIN {statement}", Arguments, Ct));

    private static object Arguments =>
        new
        {
            Node = "n",
            now = Some.Time,
            silent = Some.Time,
            stale = Some.Time,
            rested = Some.Time,
            Full = Array.Empty<string>(),
            most = 100,
            chat = "telegram:3",
            Channel = "telegram",
            Row = 3L,
            Rows = new[] { 3L },
            Since = Some.Time,
            Until = 1L,
            MostReports = 10,
            ids = new[] { "libya" },
        };
}
