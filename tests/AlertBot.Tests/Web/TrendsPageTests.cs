using System.Globalization;
using System.Net;
using AlertBot.Storage;
using AlertBot.Tests.Support;
using AlertBot.Web.Pages.Today;
using AlertBot.Web.Pages.Trends;

namespace AlertBot.Tests.Web;

/// <summary>What came in by day, against the days before, and what was unusual.</summary>
public sealed class TrendsPageTests
{
    private static readonly string[] Ids = ["libya"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(new long[] { }, 0)]
    [InlineData(new long[] { 2, 2, 2, 50 }, 0)] // Too few days to say what is usual.
    [InlineData(new long[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3 }, 0)]
    [InlineData(new long[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4 }, 1)]
    [InlineData(new long[] { 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 18 }, 0)] // Three times the root of the median.
    [InlineData(new long[] { 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 19 }, 1)]
    [InlineData(new long[] { 99, 9, 9, 9, 9, 9, 9, 99, 9, 9, 9, 9, 9, 9, 19 }, 1)] // Unusual days before hide none.
    [InlineData(new long[] { 5, 40, 5, 40, 5, 40, 5, 40, 5, 40, 5, 40, 5, 40, 70 }, 0)] // They come and go anyway.
    [InlineData(new long[] { 100, 98, 102, 100, 99, 101, 100, 100, 98, 102, 100, 99, 101, 100, 60 }, -1)]
    public void A_day_is_unusual_by_what_the_days_before_were(long[] counts, int expected) =>
        Assert.Equal(expected, counts.Length == 0 ? 0 : UnusualDays.Judge(counts));

    [Fact]
    public async Task Topics_are_compared_with_the_days_before_and_unusual_days_are_told()
    {
        await using var bot = await WithHistoryAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var month = WebUtility.HtmlDecode(await http.GetStringAsync("/trends?lang=en&days=30&topic=ceasefire", Ct));
        var quarter = WebUtility.HtmlDecode(await http.GetStringAsync("/trends?lang=en&days=90", Ct));

        Assert.Contains("▲ 2026-01-05 (40)", month, StringComparison.Ordinal);
        // 29 days of two and one of forty, after thirty days of two.
        Assert.Contains("98 <bdi dir=\"ltr\">+63\u00A0%</bdi>", Flat(month), StringComparison.Ordinal);
        Assert.Contains("Hampel", month, StringComparison.Ordinal);
        Assert.Contains("<bdi dir=\"ltr\">2026-01-05</bdi>", month, StringComparison.Ordinal);
        // The days before ninety are not stored.
        Assert.Contains("218 <bdi dir=\"ltr\">–</bdi>", Flat(quarter), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_days_that_are_over_are_counted_once_and_told_when_all_are()
    {
        await using var bot = await WithHistoryAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var before = WebUtility.HtmlDecode(await http.GetStringAsync("/trends?lang=fr&days=30", Ct));
        while (await bot.Get<TrendFigures>().CountNextAsync(Ct)) { }
        var after = WebUtility.HtmlDecode(await http.GetStringAsync("/trends?lang=fr&days=30", Ct));

        Assert.Contains("pas encore comptés", before, StringComparison.Ordinal);
        Assert.DoesNotContain("pas encore comptés", after, StringComparison.Ordinal);
        Assert.Contains(">Syrte</bdi>", after, StringComparison.Ordinal);
        Assert.Contains(">Haftar</bdi>", after, StringComparison.Ordinal);
        Assert.Contains("+63\u00A0%", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task An_empty_store_has_trends_of_nothing(string language)
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        foreach (var query in new[] { "", "&days=7", "&days=90&topic=libya", "&days=-1&topic=cheese" })
            Assert.Contains(
                "<svg",
                await http.GetStringAsync($"/trends?lang={language}{query}", Ct),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task What_is_asked_by_day_is_found_by_the_index_of_days()
    {
        await using var bot = await WithHistoryAsync();
        var database = bot.Get<Database>();
        Assert.SkipUnless(!database.Dialect.IsShared, "PlanTests ask PostgreSQL.");
        foreach (
            var sql in new[] { TodayStore.Reports, TodayStore.Topics, TrendFigures.ByTopic, TrendFigures.Headlines }
        )
        {
            var plan = await database.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
                $"EXPLAIN QUERY PLAN {sql}",
                new
                {
                    since = Some.Time,
                    until = Some.Time,
                    MostReports = 10,
                    Ids,
                },
                Ct
            );
            Assert.Contains(plan, row => row.Detail.Contains("entries_first_seen", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, row =>
                row.Detail.StartsWith("SCAN", StringComparison.Ordinal)
                && !row.Detail.StartsWith("SCAN json_each", StringComparison.Ordinal)
            );
        }
    }

    private static string Flat(string page) => System.Text.RegularExpressions.Regex.Replace(page, @"\s+(?=<)", " ");

    /// <summary>Two reports a day for ninety days, and forty on the fifth of January.</summary>
    private static async Task<TestBot> WithHistoryAsync()
    {
        var bot = await TestBot.CreateAsync(null, null, "feed");
        var rows = Enumerable
            .Range(0, 90)
            .SelectMany(ago => Enumerable.Repeat(ago, ago == 10 ? 40 : 2))
            .Select(
                (ago, number) =>
                    new
                    {
                        Identity = number.ToString(CultureInfo.InvariantCulture),
                        Time = Some.Time.AddDays(-ago).ToUnixTimeMilliseconds(),
                    }
            )
            .ToList();
        await bot.Get<Database>()
            .WriteAsync(
                async tx =>
                {
                    await tx.ExecuteAsync(
                        """
                        INSERT INTO entries (feed_id, identity, first_seen, last_listed, language, title, summary, body,
                            weight)
                        SELECT id, @Identity, @Time, @Time, 'en', 'Haftar rejects truce in Sirte', '', '', 0 FROM feeds
                        """,
                        rows,
                        Ct
                    );
                    await tx.ExecuteAsync(
                        """
                        INSERT INTO matches (entry_id, rule_id, rules_version, spans)
                            SELECT id, 'ceasefire', '1', '[]' FROM entries;
                        INSERT INTO matches (entry_id, rule_id, rules_version, spans)
                            SELECT id, 'follow:secret words', '1', '[]' FROM entries;
                        UPDATE entries SET event_id = id;
                        """,
                        null,
                        Ct
                    );
                },
                Ct
            );
        return bot;
    }
}
