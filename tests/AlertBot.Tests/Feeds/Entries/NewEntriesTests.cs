using System.Globalization;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Entries;

/// <summary>What counts as new, from document to chat: real HTTP, the real store, the clock in hand.</summary>
public class NewEntriesTests : IAsyncLifetime
{
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "feed");
        await _bot.SubscribeAsync(1);
        await ServeAsync(Item("start", "Nothing yet", 60));
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private IEnumerable<string> Told => _bot.Telegram.Messages.Select(m => m.Visible.Split('\n')[0][3..]);

    private async Task ServeAsync(params string[] items)
    {
        _bot.Feeds.Serve(
            "feed",
            $"<rss version=\"2.0\"><channel><title>t</title>{string.Concat(items)}</channel></rss>"
        );
        await _bot.PassAsync(TimeSpan.FromHours(1));
        await _bot.PassAsync(TimeSpan.FromSeconds(5));
    }

    private static string Item(string? guid, string title, int? minutesAgo, string? link = null, string text = "") =>
        $"<item><title>{title}</title><description>{text}</description>"
        + (guid is null ? "" : $"<guid isPermaLink=\"false\">{guid}</guid>")
        + (link is null ? "" : $"<link>https://harbour.example.org/{link}</link>")
        + (
            minutesAgo is { } ago
                ? $"<pubDate>{Some.Time.AddMinutes(-ago).ToString("r", CultureInfo.InvariantCulture)}</pubDate>"
                : ""
        )
        + "</item>";

    [Fact]
    public async Task A_new_guid_for_the_same_page_is_not_news()
    {
        await ServeAsync(Item("old", "Truce in Libya", 5, "1"));

        await ServeAsync(Item("new", "Truce in Libya", 5, "1"));

        Assert.Equal(["Truce in Libya"], Told);
        Assert.Equal("new", await _bot.AskAsync<string>("SELECT identity FROM entries WHERE title LIKE 'Truce%'"));
    }

    [Fact]
    public async Task A_site_that_moves_and_numbers_anew_tells_nothing_twice()
    {
        await ServeAsync(Item("a1", "Truce in Libya", 5, "old/1"), Item("a2", "Libya counts votes", 4, "old/2"));

        await ServeAsync(Item("b1", "Truce in Libya", 5, "new/1"), Item("b2", "Libya counts votes", 4, "new/2"));

        Assert.Equal(2, Told.Count());
        Assert.Equal(3, await _bot.AskAsync<long>("SELECT count(*) FROM entries"));
    }

    [Fact]
    public async Task An_edited_title_is_kept_and_not_told_again()
    {
        await ServeAsync(Item("1", "Truce in Libya", 5, "1"));

        await ServeAsync(Item("1", "Truce in Libya holds, envoy says", 5, "1"));

        Assert.Equal(["Truce in Libya"], Told);
        Assert.Equal(
            "Truce in Libya holds, envoy says",
            await _bot.AskAsync<string>("SELECT title FROM entries WHERE identity = '1'")
        );
    }

    [Fact]
    public async Task An_entry_whose_words_come_in_late_is_told_then()
    {
        await ServeAsync(Item("1", "Breaking news", 5, "1"));
        Assert.Empty(Told);

        await ServeAsync(Item("1", "Breaking: truce in Libya collapses", 5, "1"));
        await ServeAsync(Item("1", "Truce in Libya collapses, fighting resumes", 5, "1"));

        Assert.Equal(["Breaking: truce in Libya collapses"], Told);
    }

    [Fact]
    public async Task A_republished_entry_is_not_news()
    {
        await ServeAsync(Item("1", "Truce in Libya", 50, "1"), Item(null, "Libya counts votes", 40));

        await ServeAsync(Item("1", "Truce in Libya", -30, "1"), Item(null, "Libya counts votes", -30));

        Assert.Equal(2, Told.Count());
    }

    [Fact]
    public async Task Without_ids_links_and_dates_an_entry_is_known_by_its_title()
    {
        await ServeAsync(Item(null, "Truce in Libya", null));

        await ServeAsync(Item(null, "Libya counts votes", null), Item(null, "Truce in Libya", null));

        Assert.Equal(["Truce in Libya", "Libya counts votes"], Told);
    }

    [Fact]
    public async Task A_guid_given_to_one_entry_after_the_other_hides_none_of_them()
    {
        await ServeAsync(Item("latest", "Truce in Libya", 5, "1"));
        await ServeAsync(Item("latest", "Libya counts votes", 4, "2"));

        await ServeAsync(Item("latest", "Libya counts votes", 4, "2"));

        Assert.Equal(["Truce in Libya", "Libya counts votes"], Told);
    }

    [Fact]
    public async Task Bulletins_that_share_title_and_page_are_each_news()
    {
        await ServeAsync(Item("1", "Libya bulletin", 50, "bulletin"));

        await ServeAsync(Item("2", "Libya bulletin", 40, "bulletin"), Item("1", "Libya bulletin", 50, "bulletin"));

        Assert.Equal(3, await _bot.AskAsync<long>("SELECT count(*) FROM entries"));
    }

    [Fact]
    public async Task An_entry_dated_in_the_future_is_told_with_the_time_it_came()
    {
        await ServeAsync(Item("1", "Truce in Libya", -60 * 24 * 30, "1"));

        Assert.Equal(["Truce in Libya"], Told);
        Assert.Equal(
            1,
            await _bot.AskAsync<long>("SELECT count(*) FROM entries WHERE identity = '1' AND published = first_seen")
        );
    }

    [Fact]
    public async Task A_feed_that_flips_its_order_tells_nothing_twice()
    {
        string[] items =
        [
            Item("1", "Truce in Libya", 5),
            Item("2", "Libya counts votes", 4),
            Item("3", "Tripoli airport reopens", 3),
        ];
        await ServeAsync(items);

        await ServeAsync([.. items.Reverse()]);

        Assert.Equal(["Truce in Libya", "Libya counts votes", "Tripoli airport reopens"], Told);
    }

    [Fact]
    public async Task What_a_feed_published_while_it_was_down_for_a_week_is_told_when_it_is_back()
    {
        _bot.Feeds.Answer("feed", http =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        for (var day = 0; day < 7; day++)
            await _bot.PassAsync(TimeSpan.FromDays(1));

        await ServeAsync(Item("1", "Truce in Libya", -60 * 24 * 2), Item("2", "Libya counts votes", -60 * 24 * 5));
        await _bot.PassAsync(TimeSpan.FromHours(12));

        Assert.Equal(2, await _bot.AskAsync<long>("SELECT count(*) FROM outbox WHERE story_id IS NOT NULL"));
    }

    [Fact]
    public async Task What_was_published_while_the_bot_was_down_comes_as_one_digest_and_news_at_once()
    {
        await _bot.RestartAsync();
        _bot.Clock.Advance(TimeSpan.FromDays(2));
        _bot.Feeds.Serve(
            "feed",
            Some.Rss(
                _bot.Clock.GetUtcNow(),
                ("Truce in Libya", 60 * 30),
                ("Libya counts votes", 60 * 20),
                ("Sirte bridge reopens", 60 * 10),
                ("Tripoli airport shelled", 5)
            )
        );

        await _bot.PassAsync(TimeSpan.Zero);
        Assert.Contains("Tripoli airport", Told.Last(), StringComparison.Ordinal);
        var atOnce = _bot.Telegram.Messages.Count;
        await _bot.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(atOnce + 1, _bot.Telegram.Messages.Count);
        Assert.All(["Truce in Libya", "Libya counts votes", "Sirte bridge"], title =>
            Assert.Contains(title, _bot.Telegram.Messages[^1].Text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_archive_brought_up_later_is_recorded_and_not_told()
    {
        await ServeAsync(Item("1", "Old truce in Libya", 60 * 24 * 30, "1"));

        Assert.Empty(Told);
        Assert.Equal(2, await _bot.AskAsync<long>("SELECT count(*) FROM entries"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("latest")]
    public async Task A_feed_with_one_place_for_all_reports_hides_none_of_them(string? id)
    {
        await ServeAsync(Item(id, "Truce in Libya", -60, "here"));
        await ServeAsync(Item(id, "Libya counts votes", -120, "here"));
        await ServeAsync(Item(id, "Truce in Libya broken", -180, "here"));
        await ServeAsync(Item(id, "Truce in Libya broken", -180, "here"));

        Assert.Equal(4, await _bot.AskAsync<long>("SELECT count(*) FROM entries"));
    }

    [Fact]
    public async Task Without_dates_other_words_under_the_same_link_are_another_report()
    {
        await ServeAsync(Item(null, "Truce in Libya", null, "here"), Item("x", "Rain", null, "2"));
        await ServeAsync(Item(null, "Oil port of Sirte reopens", null, "here"), Item("x", "Rain", null, "2"));

        Assert.Equal(["Truce in Libya", "Oil port of Sirte reopens"], Told);
    }

    [Fact]
    public async Task Reports_under_one_link_and_title_are_told_apart_when_older_ones_leave_the_list()
    {
        await ServeAsync(
            Item(null, "Bulletin", -60, "b", "Libya: ships wait outside the harbour."),
            Item(null, "Bulletin", -61, "b", "Rain fell on the northern hills tonight.")
        );

        await ServeAsync(
            Item(null, "Bulletin", -120, "b", "Tripoli council counts its ballots."),
            Item(null, "Bulletin", -60, "b", "Libya: ships wait outside the harbour.")
        );

        Assert.Equal(4, await _bot.AskAsync<long>("SELECT count(*) FROM entries"));
    }

    [Fact]
    public async Task At_first_sight_an_undated_entry_above_a_young_one_is_news_by_the_order_of_the_feed()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "feed");
        await bot.SubscribeAsync(1);
        string[] items =
        [
            Item("1", "Truce in Libya", null),
            Item("2", "Rain", 5),
            Item("3", "Libya counts votes", null),
            Item("4", "Snow", 60 * 24 * 9),
        ];
        bot.Feeds.Serve("feed", $"<rss><channel><title>t</title>{string.Concat(items)}</channel></rss>");

        await bot.PassAsync(TimeSpan.FromHours(1));
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["Truce in Libya"], bot.Telegram.Messages.Select(m => m.Visible.Split('\n')[0][3..]));
    }
}
