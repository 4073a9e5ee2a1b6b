using System.Net;
using System.Text.RegularExpressions;
using AlertBot.Chats;
using AlertBot.Storage;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;
using AlertBot.Web.Components;
using AlertBot.Web.Pages;

namespace AlertBot.Tests.Web;

/// <summary>What a desk sees of its rules: how much they tell, what of it was not wanted, and by which words.</summary>
public sealed class RulesPageTests
{
    private static readonly string[] Ids = ["libya"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_stands_with_its_alerts_a_day_what_was_not_wanted_and_its_words()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        bot.Feeds.Serve(
            "feed",
            Some.Rss(("Truce in the valley holds", 30), ("A TRUCE, a ceasefire in Sirte", 20), ("هدنة في سرت", 10))
        );
        await bot.SubscribeAsync(1, "ceasefire");
        await bot.PollAsync();
        await bot.PassAsync(TimeSpan.FromMinutes(5));
        for (var pass = 0; pass < 4; pass++)
            await bot.PassAsync(TimeSpan.FromSeconds(5));
        var told = await bot.AskAsync<long>("SELECT count(DISTINCT entry_id) FROM outbox WHERE message_id IS NOT NULL");
        var entry = await bot.AskAsync<long>("SELECT min(entry_id) FROM outbox WHERE message_id IS NOT NULL");
        Assert.True(await bot.Get<FeedbackStore>().RecordAsync(new Chat("telegram", "1"), entry, "matter", Ct));
        using var http = await WebServerTests.OpenAsync(bot);

        var page = Flat(await http.GetStringAsync("/rules?lang=en", Ct));

        Assert.Contains("\u2068Truce\u2069 ×2", page.Replace("TRUCE", "Truce"), StringComparison.Ordinal);
        Assert.Contains("\u2068هدنة\u2069 ×1", page, StringComparison.Ordinal);
        Assert.Contains($"\u20681\u2069 of \u2068{told}\u2069", page, StringComparison.Ordinal);
        Assert.Contains($"\u2068{told / 7.0:0.##}\u2069 (30 days: \u2068{told / 30.0:0.##}\u2069)", page);
        Assert.Contains("Days not counted yet", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_that_are_over_are_counted_once_and_stay()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        bot.Feeds.Serve("feed", Some.Rss(("Truce in the valley holds", 30)));
        await bot.PollAsync();
        bot.Clock.Advance(TimeSpan.FromDays(3));
        using var http = await WebServerTests.OpenAsync(bot);

        while (await bot.Get<RuleFigures>().CountNextAsync(Ct)) { }
        var page = Flat(await http.GetStringAsync("/rules?lang=en", Ct));

        Assert.Contains("\u2068Truce\u2069 ×1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Days not counted yet", page, StringComparison.Ordinal);
        bot.Clock.Advance(TimeSpan.FromDays(40));
        while (await bot.Get<RuleFigures>().CountNextAsync(Ct)) { }
        Assert.DoesNotContain("Truce\u2069", await http.GetStringAsync("/rules?lang=en", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_a_chat_follows_are_told_to_nobody_else()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        await bot.StartReceivingAsync();
        bot.Telegram.Inbox.Write(1, "/follow Zuwara bakery");
        await bot.Telegram.WaitForAsync(all => all.Count > 0, Ct);
        bot.Feeds.Serve("feed", Some.Rss(("Zuwara bakery opens again", 1)));
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.DoesNotContain("bakery", await http.GetStringAsync("/rules?lang=en", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_by_day_is_found_by_the_indexes_of_days()
    {
        await using var bot = await TestBot.CreateAsync();
        var database = bot.Get<Database>();
        Assert.SkipUnless(!database.Dialect.IsShared, "PlanTests ask PostgreSQL.");
        foreach (
            var (sql, index) in new[]
            {
                (RuleFigures.Matches, "entries_first_seen"),
                (RuleFigures.Alerts, "outbox_settled"),
            }
        )
        {
            var plan = await database.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
                $"EXPLAIN QUERY PLAN {sql}",
                new
                {
                    since = Some.Time,
                    until = Some.Time,
                    Ids,
                },
                Ct
            );
            Assert.Contains(plan, row => row.Detail.Contains(index, StringComparison.Ordinal));
            Assert.DoesNotContain(plan, row =>
                row.Detail.StartsWith("SCAN", StringComparison.Ordinal)
                && !row.Detail.StartsWith("SCAN json_each", StringComparison.Ordinal)
            );
        }
    }

    [Theory]
    [InlineData("en: [truce]", "en: [truce]")]
    [InlineData("  ar: [هدنة, \"وقف إطلاق النار\"]", "  ar: [<هدنة>, \"<وقف إطلاق النار>\"]")]
    [InlineData("    - هدنة في سرت\n    - truce", "    - <هدنة في سرت>\n    - truce")]
    [InlineData("ar: [\"name:حفتر\", \"وقف ~3 إطلاق\"] # قال", "ar: [\"name:<حفتر>\", \"<وقف ~3 إطلاق>\"] # <قال>")]
    [InlineData("x: {ar: هدنة, en: a}", "x: {ar: <هدنة>, en: a}")]
    [InlineData("", "")]
    public void A_line_of_YAML_keeps_its_order_and_Arabic_values_are_set_off(string yaml, string expected) =>
        Assert.Equal(
            expected,
            string.Concat(YamlLines.Pieces(yaml).Select(piece => piece.IsSetOff ? $"<{piece.Text}>" : piece.Text))
        );

    [Fact]
    public void Taken_apart_every_shipped_file_is_still_the_same() =>
        Assert.All(Directory.GetFiles(Repository.PathOf("config/rules"), "*.yaml"), file =>
        {
            var yaml = File.ReadAllText(file);
            Assert.Equal(yaml, string.Concat(YamlLines.Pieces(yaml).Select(piece => piece.Text)));
        });

    private static string Flat(string page) => Regex.Replace(WebUtility.HtmlDecode(page), @"\s+", " ");
}
