using AlertBot.Alerts;
using AlertBot.Chats;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Briefs;
using AlertBot.Tests.Support;
using NodaTime;

namespace AlertBot.Tests.Subscriptions.Briefs;

/// <summary>What happened, in one message: when it comes and what stands in it.</summary>
public class BriefTests
{
    private const long Chat = 5;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<TestBot> BotAsync()
    {
        var bot = await TestBot.CreateAsync(feeds: ["one", "two", "three"]);
        foreach (var feed in (string[])["one", "two", "three"])
            bot.Feeds.Serve(feed, Some.Rss());
        await bot.PollAsync();
        await bot.StartReceivingAsync();
        return bot;
    }

    private static async Task<Arrived> SayAsync(TestBot bot, string text, string language = "en")
    {
        var before = bot.Telegram.Messages.Count;
        bot.Telegram.Inbox.Write(Chat, text, language: language);
        return (await bot.Telegram.WaitForAsync(all => all.Count > before, Ct))[before];
    }

    private static async Task ReportAsync(TestBot bot, string feed, string title)
    {
        bot.Clock.Advance(TimeSpan.FromHours(6));
        bot.Feeds.Serve(feed, Some.Rss(bot.Clock.GetUtcNow(), (title, 1)));
        await bot.PollAsync();
    }

    private static async Task<IReadOnlyList<Arrived>> BriefsAsync(TestBot bot)
    {
        await bot.Get<BriefSender>().SendDueAsync(Ct);
        await bot.DeliverAsync();
        // The rest after an answer is written down when it has come, on a busy machine after hours have passed here:
        // then the chat rests yet.
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        return [.. bot.Telegram.Messages.Where(m => m.Visible.StartsWith("Brief:", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task It_comes_at_its_hour_once_and_after_a_pause_once()
    {
        await using var bot = await BotAsync();
        Assert.StartsWith(
            "A brief comes every day at ⁨10:00⁩ (⁨UTC⁩).",
            (await SayAsync(bot, "/brief 10:00")).Visible,
            StringComparison.Ordinal
        );
        Assert.Empty(await BriefsAsync(bot));

        bot.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Single(await BriefsAsync(bot));
        Assert.Single(await BriefsAsync(bot));

        bot.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(2, (await BriefsAsync(bot)).Count);

        await SayAsync(bot, "/brief off");
        bot.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(2, (await BriefsAsync(bot)).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    [InlineData(429)]
    [InlineData(502)]
    public async Task Its_picture_answers_it_and_where_that_fails_the_text_stands_once(int status)
    {
        await using var bot = await BotAsync();
        await SayAsync(bot, "/subscribe all");
        await SayAsync(bot, "/brief 20:00");
        await ReportAsync(bot, "one", "Truce signed in Tripoli");
        // The answer's rest is written down after it has come, on a busy machine after six hours have passed here.
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        if (status > 0)
            bot.Telegram.PhotoFaults.Enqueue(
                status switch
                {
                    429 => TelegramFault.TooMany(30),
                    502 => TelegramFault.ServerError(502),
                    _ => TelegramFault.Refused(400, "Bad Request: not enough rights to send photos to the chat"),
                }
            );

        bot.Clock.Advance(TimeSpan.FromHours(6));
        var brief = Assert.Single(await BriefsAsync(bot));
        bot.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Single(await BriefsAsync(bot));

        Assert.Equal("active", await bot.AskAsync<string>("SELECT state FROM subscriptions"));
        Assert.Equal(status == 0 ? 1 : 0, bot.Telegram.Photos.Count);
        if (bot.Telegram.Photos.TryPeek(out var photo))
            Assert.Equal((Chat, brief.Id, (1000, 382)), (photo.Chat, photo.Below, photo.File.Size));
    }

    [Fact]
    public async Task One_that_is_asked_for_has_its_picture_below_it()
    {
        await using var bot = await BotAsync();
        await SayAsync(bot, "/subscribe all");
        await ReportAsync(bot, "one", "Truce signed in Tripoli");

        await SayAsync(bot, "/brief now");

        await bot.Telegram.WaitForAsync(_ => !bot.Telegram.Photos.IsEmpty, Ct);
        Assert.Equal((1000, 382), Assert.Single(bot.Telegram.Photos).File.Size);
    }

    [Fact]
    public async Task It_tells_what_changed_who_reports_and_how_much_there_was()
    {
        await using var bot = await BotAsync();
        await SayAsync(bot, "/subscribe all");
        await ReportAsync(bot, "one", "Sirte truce holds for a second day, officers say");
        await ReportAsync(bot, "two", "Officers say Sirte truce holds for second day");
        await ReportAsync(bot, "three", "Libya reopens a port");

        var brief = (await SayAsync(bot, "/brief now")).Visible;

        Assert.StartsWith("Brief: ⁨2026-01-15 ", brief, StringComparison.Ordinal);
        Assert.Contains(
            "▪ Reported by most\n• ⁨Officers say Sirte truce holds for second day⁩ – ⁨2⁩ sources",
            brief,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "▪ Events by topic\n• ⁨Libya⁩ – ⁨2⁩ (a week earlier: ⁨0⁩)\n• ⁨Ceasefire⁩ – ⁨1⁩ (a week earlier: ⁨0⁩)",
            brief,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_state_that_is_another_than_before_stands_in_it_once()
    {
        await using var bot = await BotAsync();
        await SayAsync(bot, "/subscribe all");
        await ReportAsync(bot, "one", "Haftar and Sarraj announce talks on a truce in Sirte, Libya");

        Assert.Contains(
            "▪ States that changed\n• ⁨Haftar and Sarraj announce talks on a truce in Sirte, Libya⁩ – ⁨agreed⁩",
            (await SayAsync(bot, "/brief now")).Visible,
            StringComparison.Ordinal
        );
        bot.Clock.Advance(TimeSpan.FromDays(2));
        Assert.DoesNotContain("States", (await SayAsync(bot, "/brief now")).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_sources_contradict_each_other_on_stands_in_it()
    {
        await using var bot = await BotAsync();
        await SayAsync(bot, "/subscribe all");
        await ReportAsync(bot, "one", "Haftar and Sarraj agree to a truce in Sirte, Libya, at talks in Geneva");
        await ReportAsync(
            bot,
            "two",
            "Haftar denies he agreed to a truce in Sirte, Libya, with Sarraj in Geneva talks"
        );

        var brief = (await SayAsync(bot, "/brief now")).Visible;

        Assert.Contains("▪ Sources contradict each other", brief, StringComparison.Ordinal);
        Assert.Contains("⁨denied⁩: ⁨two⁩", brief, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_comes_as_a_file_too()
    {
        await using var bot = await BotAsync();
        await SayAsync(bot, "/subscribe all");
        await ReportAsync(bot, "one", "Libya [reopens] a *port* &amp;amp; more");
        var subscription = (await bot.Get<SubscriptionStore>().FindAsync(new Chat("telegram", "5"), Ct))!;
        var brief = await bot.Get<BriefComposer>().ComposeAsync(subscription, TimeSpan.FromDays(1), isWhole: true, Ct);

        Assert.Contains(
            @"- [Libya \[reopens\] a \*port\* & more](<https://harbour.example.org/",
            BriefDocument.ToMarkdown(brief),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "<bdi>Libya [reopens] a *port* &amp; more</bdi>",
            BriefDocument.ToHtml(brief, subscription.Language, null),
            StringComparison.Ordinal
        );

        // After an Arabic word a date that does not stand apart is read from its end.
        Assert.Contains("\u20682026-01-15", brief.Title, StringComparison.Ordinal);
        Assert.StartsWith($"# {brief.Title}\n", BriefDocument.ToMarkdown(brief), StringComparison.Ordinal);
        Assert.Contains($"<h1>{brief.Title}</h1>", BriefDocument.ToHtmlBody(brief), StringComparison.Ordinal);

        bot.Telegram.Inbox.Write(Chat, "/brief file");
        await bot.Telegram.WaitForAsync(_ => !bot.Telegram.Files.IsEmpty, Ct);
        Assert.Equal("brief.md", Assert.Single(bot.Telegram.Files).Name);
    }

    [Fact]
    public async Task Nothing_is_said_to_be_nothing()
    {
        await using var bot = await BotAsync();

        Assert.Contains(
            "Nothing new on these topics.",
            (await SayAsync(bot, "/brief now")).Visible,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "I did not understand",
            (await SayAsync(bot, "/brief soon")).Visible,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2026-01-15T07:00", "08:00", 0, "2026-01-15T06:00")] // 08:00 in Tripoli is 06:00 UTC: over already
    [InlineData("2026-01-15T05:00", "08:00", 0, "2026-01-15T06:00")]
    [InlineData("2026-01-15T05:00", "08:00", 7, "2026-01-18T06:00")]
    [InlineData("2026-01-18T06:00", "08:00", 7, "2026-01-25T06:00")]
    public void The_next_one_is_at_the_hour_of_the_zone(string now, string at, int day, string next)
    {
        var zone = DateTimeZoneProviders.Tzdb["Africa/Tripoli"];
        var time = new BriefTime(TimeSpanToHour(at), day == 0 ? null : (IsoDayOfWeek)day);
        var expected = Utc(next);
        if (expected <= Utc(now))
            expected = expected.AddDays(1);

        Assert.Equal(expected, time.NextAfter(Utc(now), zone, []));
    }

    [Fact]
    public void A_brief_of_every_day_leaves_quiet_days_out()
    {
        var time = new BriefTime(new LocalTime(8, 0), null);

        // A Thursday; Friday and Saturday are quiet.
        var next = time.NextAfter(
            Utc("2026-01-15T09:00"),
            DateTimeZone.Utc,
            [IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday]
        );

        Assert.Equal(Utc("2026-01-18T08:00"), next);
    }

    private static LocalTime TimeSpanToHour(string at) =>
        LocalTime.FromMinutesSinceMidnight((int)TimeSpan.Parse(at, null).TotalMinutes);

    private static DateTimeOffset Utc(string time) =>
        DateTimeOffset.Parse($"{time}:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
