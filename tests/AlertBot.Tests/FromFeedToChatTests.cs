using AlertBot.Hosting;
using AlertBot.Rules;
using AlertBot.Tests.Support;

namespace AlertBot.Tests;

public class FromFeedToChatTests
{
    [Fact]
    public async Task An_entry_that_meets_a_rule_reaches_the_chats_that_follow_it_and_no_other()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        await bot.SubscribeAsync(1, "libya");
        await bot.SubscribeAsync(2, "ceasefire");
        bot.Feeds.Serve("harbour", Some.Rss(("Libya reopens a port", 5), ("A quiet day at the zoo", 4)));

        await bot.PollAsync();
        await bot.DeliverAsync();

        var message = Assert.Single(bot.Telegram.Messages);
        Assert.Equal(1, message.Chat);
        Assert.Equal(
            """
            🟠 Libya reopens a port

            #Libya
            ⁨harbour⁩ · ⁨2026-01-15 08:55 UTC⁩
            Read the report
            """,
            message.Visible
        );
    }

    [Fact]
    public async Task A_match_is_kept_with_the_version_of_the_rules_that_found_it()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        bot.Feeds.Serve("harbour", Some.Rss(("Truce in Libya", 5)));
        await bot.PollAsync();
        var first = bot.Get<CurrentRules>().Current.Version;

        bot.Write("rules/all.yaml", TestBot.Rules.Replace("sirte", "sirte, derna", StringComparison.Ordinal));
        await bot.Get<ConfigReloader>().ReloadChangesAsync(TestContext.Current.CancellationToken);
        bot.Feeds.Serve("harbour", Some.Rss(("Derna counts votes", 1), ("Truce in Libya", 5)));
        await bot.PassAsync(TimeSpan.FromMinutes(16));

        Assert.NotEqual(first, bot.Get<CurrentRules>().Current.Version);
        Assert.Equal(
            $"Derna counts votes libya {bot.Get<CurrentRules>().Current.Version}\nTruce in Libya ceasefire "
                + $"{first}\nTruce in Libya libya {first}",
            await bot.AskAsync<string>(
                "SELECT string_agg(line, '\n') FROM (SELECT e.title || ' ' || m.rule_id || ' ' || "
                    + "m.rules_version AS line FROM matches m JOIN entries e ON e.id = m.entry_id "
                    + "ORDER BY line) AS lines"
            )
        );
    }

    [Fact]
    public async Task A_second_poll_of_the_same_document_sends_nothing_again()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("harbour", Some.Rss(("Truce in Libya", 5)));
        await bot.PollAsync();
        await bot.DeliverAsync();

        bot.Feeds.Serve("harbour", Some.Rss(("A quiet day", 1), ("Truce in Libya", 5)));
        await bot.PassAsync(TimeSpan.FromMinutes(16));

        Assert.Single(bot.Telegram.Messages);
        Assert.Equal(2, bot.Feeds.Polls("harbour"));
    }

    [Fact]
    public async Task A_lead_that_a_feed_repeats_from_poll_to_poll_of_a_day_says_nothing_of_the_third_entry()
    {
        const string Lead = "Our correspondents follow the truce in Libya and all that is said of it, hour by hour.";
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        bot.Feeds.Serve("harbour", WithLead(Some.Rss(("Zoo opens", 60))));
        await bot.PollAsync();
        bot.Feeds.Serve("harbour", WithLead(Some.Rss(("Rain all day", 40))));
        await bot.PassAsync(TimeSpan.FromMinutes(16));
        bot.Feeds.Serve("harbour", WithLead(Some.Rss(("Fair begins", 20))));
        await bot.PassAsync(TimeSpan.FromMinutes(16));

        Assert.Equal(3, bot.Feeds.Polls("harbour"));
        Assert.Equal(3, await bot.AskAsync<long>("SELECT count(*) FROM entries"));
        Assert.Equal(
            "Rain all day|Zoo opens",
            await bot.AskAsync<string>(
                "SELECT string_agg(title, '|') FROM (SELECT DISTINCT e.title FROM matches m "
                    + "JOIN entries e ON e.id = m.entry_id ORDER BY e.title) AS titles"
            )
        );

        static string WithLead(string rss) =>
            rss.Replace("</pubDate>", $"</pubDate><description>{Lead}</description>", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_event_in_other_words_from_a_second_feed_is_not_told_again()
    {
        await using var bot = await TestBot.CreateAsync(feeds: ["one", "two"]);
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("one", Some.Rss(("Sirte truce holds for a second day, officers say", 30)));
        bot.Feeds.Serve("two", Some.Rss(("Officers say Sirte truce holds for second day", 20)));

        await bot.PollAsync();
        await bot.DeliverAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Single(bot.Telegram.Messages);
    }

    [Fact]
    public async Task What_is_old_when_a_feed_is_first_seen_is_recorded_and_not_sent()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("harbour", Some.Rss(("Old truce", 25 * 60)));

        await bot.PollAsync();
        await bot.DeliverAsync();

        Assert.Empty(bot.Telegram.Messages);
        Assert.Equal(1, await bot.AskAsync<long>("SELECT count(*) FROM entries"));
    }

    [Fact]
    public async Task A_restart_loses_no_message_and_sends_none_again()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("harbour", Some.Rss(("Truce in Libya", 5), ("Libya counts votes", 4)));
        await bot.PollAsync();
        await bot.DeliverAsync();

        await bot.RestartAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        await bot.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(
            ["Truce in Libya", "Libya counts votes"],
            bot.Telegram.Messages.Select(m => m.Visible.Split('\n')[0][3..])
        );
    }

    [Fact]
    public async Task A_feed_of_a_faulty_document_does_not_stop_the_others()
    {
        await using var bot = await TestBot.CreateAsync(feeds: ["broken", "harbour"]);
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("broken", "<html><body><p>Under maintenance");
        bot.Feeds.Serve("harbour", Some.Rss(("Truce in Libya", 5)));

        await bot.PollAsync();
        await bot.DeliverAsync();

        Assert.Single(bot.Telegram.Messages);
        Assert.StartsWith(
            "no feed",
            await bot.AskAsync<string>("SELECT last_fault FROM feeds WHERE failures = 1"),
            StringComparison.Ordinal
        );
    }
}
