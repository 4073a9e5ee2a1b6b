using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories;
using AlertBot.Stories.Grouping;
using AlertBot.Stories.TalksState;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;
using NodaTime;

namespace AlertBot.Tests.Stories;

public class DevelopmentTests
{
    private static OpenEvent Told(string? state, long? dead = null)
    {
        var happening = new OpenEvent(1, Some.Time);
        foreach (var one in (state ?? "").Split(','))
            happening.Add(Entry(), new ReportFacts(true, true, one.Length > 0 ? one : null, dead));
        return happening;
    }

    private static OpenEntry Entry() => new(1, Language.English, "A", null, Some.Time, [], []);

    [Theory]
    [InlineData("agreed", "violated", "agreed → violated")]
    [InlineData("announced", "signed", "announced → signed")]
    [InlineData("announced", "agreed", "announced → agreed")]
    [InlineData("announced", "under-way", null)]
    [InlineData("agreed", "agreed", null)]
    [InlineData("under-way", "announced", null)]
    [InlineData("agreed,violated", "agreed", null)]
    [InlineData("agreed,violated", "violated", null)]
    [InlineData(null, "agreed", null)]
    [InlineData("agreed", null, null)]
    public void A_state_that_the_event_cannot_have_had_is_another_event(string? before, string? now, string? change) =>
        Assert.Equal(change, Told(before).Contradicts(new ReportFacts(true, true, now, null), Some.Time)?.En);

    [Theory]
    [InlineData(4, 9, "dead: 4 → 9")]
    [InlineData(9, 12, null)]
    [InlineData(9, 4, null)]
    public void Twice_the_dead_are_another_event(long before, long now, string? change) =>
        Assert.Equal(change, Told(null, before).Contradicts(new ReportFacts(true, true, null, now), Some.Time)?.En);

    [Fact]
    public async Task A_breach_nobody_has_reported_for_a_day_is_another_one()
    {
        await using var bot = await TestBot.CreateAsync(feeds: ["one", "two", "three"]);
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("one", Some.Rss(("Sirte truce violated by shelling, Libya officers say", 30)));
        await bot.PollAsync();
        await bot.DeliverAsync();
        bot.Feeds.Serve("two", Some.Rss(("Libya officers say Sirte truce violated by shelling", 20)));
        await bot.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Single(bot.Telegram.Messages);

        bot.Feeds.Serve("three", Some.Rss(("Sirte truce violated by shelling, say Libya officers", -26 * 60)));
        await bot.PassAsync(TimeSpan.FromHours(27));
        await bot.PassAsync(TimeSpan.FromMinutes(16));

        Assert.Contains("violated again", bot.Telegram.Messages[^1].Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishers_that_contradict_each_other_are_shown_with_what_each_says()
    {
        await using var bot = await TestBot.CreateAsync(feeds: ["one", "two"]);
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve(
            "one",
            Some.Rss(("Haftar and Sarraj agree to a truce in Sirte, Libya, after talks in Geneva", 30))
        );
        await bot.PollAsync();
        await bot.DeliverAsync();
        bot.Feeds.Serve(
            "two",
            Some.Rss(("Haftar denies he agreed to a truce in Sirte, Libya, with Sarraj in Geneva talks", 5))
        );

        await bot.PassAsync(TimeSpan.FromMinutes(16));
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Contains(
            "⚖ Sources contradict each other\n• ⁨agreed⁩: ⁨one⁩\n• ⁨denied⁩: ⁨two⁩",
            bot.Telegram.Messages[^1].Visible,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("contradict", bot.Telegram.Messages[0].Visible, StringComparison.Ordinal);
    }

    [Fact]
    public void A_breach_of_what_was_agreed_is_no_contradiction() =>
        Assert.Empty(Claim.Conflicting([new("agreed", "A"), new("violated", "B")]));

    [Fact]
    public async Task A_new_state_is_told_once_with_what_changed()
    {
        await using var bot = await TestBot.CreateAsync(feeds: ["one", "two", "three"]);
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve(
            "one",
            Some.Rss(("Haftar and Sarraj agree to a truce in Sirte, Libya, after talks in Geneva", 30))
        );
        await bot.PollAsync();
        await bot.DeliverAsync();
        bot.Feeds.Serve(
            "two",
            Some.Rss(("Sirte truce violated hours after Haftar and Sarraj agreed to it in Geneva", 5))
        );
        bot.Feeds.Serve(
            "three",
            Some.Rss(("Haftar, Sarraj: truce agreed in Geneva for Sirte violated within hours", 4))
        );

        await bot.PassAsync(TimeSpan.FromMinutes(16));
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(2, bot.Telegram.Messages.Count);
        Assert.Contains("⁨agreed⁩ · ", bot.Telegram.Messages[0].Visible, StringComparison.Ordinal);
        Assert.Contains("agreed → violated", bot.Telegram.Messages[1].Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_asks_for_two_families_is_told_when_the_second_reports()
    {
        await using var bot = await TestBot.CreateAsync(
            subscriptions: "subscriptions:\n  - {chat: \"telegram:1\", topics: [all], send: all, at-least: 2 "
                + "families}\n",
            feeds: ["one", "two"]
        );
        bot.Feeds.Serve("one", Some.Rss(("Sirte truce holds for a second day, officers say", 30)));
        await bot.PollAsync();
        await bot.DeliverAsync();
        Assert.Empty(bot.Telegram.Messages);

        bot.Feeds.Serve("two", Some.Rss(("Officers say Sirte truce holds for second day", 20)));
        await bot.PassAsync(TimeSpan.FromMinutes(16));

        Assert.Contains("⁨2⁩ sources", Assert.Single(bot.Telegram.Messages).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_families_that_is_none_is_told_with_what_to_write()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "subscriptions:\n  - {chat: \"telegram:1\", topics: [all], at-least: many}\n");
        var diagnostics = new DiagnosticBag();

        Assert.Null(SubscriptionFiles.Load(file, null, diagnostics));
        File.Delete(file);

        Assert.Contains("write \"2 families\"", Assert.Single(diagnostics.All).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Urgent_alerts_pass_quiet_hours_only_where_the_chat_allows()
    {
        var night = new DateTimeOffset(2026, 1, 15, 23, 0, 0, TimeSpan.Zero);
        var quiet = Some.Subscription() with { Quiet = new QuietHours(new LocalTime(22, 0), new LocalTime(6, 0)) };

        Assert.True(AlertBot.Delivery.Digests.DueTime.For(quiet, night, Urgency.High).Gathered);
        Assert.Equal(
            night,
            AlertBot.Delivery.Digests.DueTime.For(quiet with { UrgentInQuiet = true }, night, Urgency.High).At
        );
        Assert.True(
            AlertBot.Delivery.Digests.DueTime.For(quiet with { UrgentInQuiet = true }, night, Urgency.Normal).Gathered
        );
    }

    private const string Breach =
        "concepts: {truce: {en: [truce]}}\nrules: [{id: breach, title: {en: B}, when: {any: [truce], state: violated}";

    [Fact]
    public void A_rule_may_ask_for_a_state_beside_its_words()
    {
        var rules = Rules.RulesFolder.Of(
            $"{Breach}, examples: {{match: [\"Shelling breaches the truce hours after it began\"], "
                + $"no-match: [\"Rivals sign a truce\"]}}}}]"
        );

        Assert.Single(rules.Match(Some.Entry("Army accuses rebels of violating the truce")));
        Assert.Empty(rules.Match(Some.Entry("Rivals sign a truce")));
        Assert.Empty(rules.Match(Some.Entry("Violation of fishing quotas")));
    }

    [Theory]
    [InlineData("when: {any: [truce], state: violate}", "did you mean \"violated\"")]
    [InlineData("when: {state: violated}", "state: stands beside the words it is about")]
    public void A_state_that_is_none_or_stands_alone_is_told(string when, string said)
    {
        using var folder = new Rules.RulesFolder().With(
            "test.yaml",
            $"concepts: {{truce: {{en: [truce]}}}}\nrules: [{{id: breach, title: {{en: B}}, {when}}}]"
        );
        folder.Read();

        Assert.Contains(folder.Faults.All, diagnostic => diagnostic.Message.Contains(said, StringComparison.Ordinal));
    }
}
