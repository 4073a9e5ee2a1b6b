using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Delivery.Digests;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Commands.Arguments;
using AlertBot.Tests.Support;
using CsCheck;
using NodaTime;

namespace AlertBot.Tests.Subscriptions;

/// <summary>
/// What a chat asks of stories: from how many sources on, each report, how long, at which hours; by command and in
/// subscriptions.yaml.
/// </summary>
public class AskingForReportsTests : IAsyncLifetime
{
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync();
        await _bot.StartReceivingAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private async Task<Arrived> AskAsync(string text, string language = "en")
    {
        var before = _bot.Telegram.Messages.Count;
        _bot.Telegram.Inbox.Write(5, text, 77, language);
        return (await _bot.Telegram.WaitForAsync(all => all.Count > before, TestContext.Current.CancellationToken))[
            before
        ];
    }

    private async Task<Arrived> TapAsync(Arrived message, string label)
    {
        _bot.Telegram.Inbox.Press(message, message.Press(label), 77);
        var after = await _bot.Telegram.WaitForAsync(
            all => all.Single(m => m.Id == message.Id).Edits > message.Edits,
            TestContext.Current.CancellationToken
        );
        return after.Single(m => m.Id == message.Id);
    }

    private async Task<Subscription> StoredAsync() =>
        (
            await _bot.Get<SubscriptionStore>()
                .FindAsync(new Chat("telegram", "5"), TestContext.Current.CancellationToken)
        )!;

    [Theory]
    [InlineData("/atleast 2", "You are alerted once ⁨2⁩ independent sources report a story.")]
    [InlineData("/atleast ٢ families", "You are alerted once ⁨2⁩ independent sources report a story.")]
    [InlineData("/atleast 2 camps", "You are alerted once sources of ⁨2⁩ camps report a story.")]
    [InlineData(
        "/atleast 3 families, 2 camps",
        "You are alerted once ⁨3⁩ independent sources, among them sources of ⁨2⁩ camps, report a story."
    )]
    [InlineData(
        "/atleast many",
        "Please write a number from 1 to 9: /atleast 2 for sources, /atleast 2 camps for camps."
    )]
    [InlineData("/atleast 0", "Please write a number from 1 to 9: /atleast 2 for sources, /atleast 2 camps for camps.")]
    [InlineData("/atleast off", "You are alerted as soon as one source reports a story.")]
    [InlineData("/each on", "Every report arrives as a separate alert.")]
    [InlineData("/each perhaps", "Please write on or off: /each on")]
    [InlineData("/summary 300", "Summaries have up to ⁨300⁩ characters.")]
    [InlineData("/summary off", "Alerts arrive without summaries, headlines only.")]
    [InlineData("/summary 7", "Please write a number of characters from 100 to 1500, such as /summary 300, or off.")]
    [InlineData("/digest 18:00 8", "One message at each of these hours: ⁨08:00, 18:00⁩ (⁨UTC⁩).")]
    [InlineData("/digest all", "Every alert arrives at once.")]
    [InlineData("/digest only must", "Only what you need to know at once arrives; the rest is not sent.")]
    [InlineData("/digest 1 2 3 4 5 6 7", "Please write hours as 08:00 or 18:30, six at most.")]
    [InlineData(
        "/quiet urgent on",
        "What you need to know at once arrives at once, the rest together at 18:00 (⁨UTC⁩).\nUrgent alerts "
            + "still come through at once."
    )]
    [InlineData("/quiet urgent perhaps", "I did not understand that. Example: /quiet 22:00-06:00 or /quiet fri-sat")]
    public async Task Wishes_can_be_written(string text, string answer) =>
        Assert.StartsWith(answer, (await AskAsync(text)).Visible, StringComparison.Ordinal);

    [Fact]
    public async Task Wishes_can_be_tapped_and_stand_in_the_status_in_the_language_of_the_chat()
    {
        await AskAsync("/subscribe libya", "fr");
        await TapAsync(await AskAsync("/atleast"), "⁨3⁩ sources");
        await TapAsync(await AskAsync("/each"), "Chaque article");
        await TapAsync(await AskAsync("/summary"), "200");
        await TapAsync(await AskAsync("/quiet"), "Laisser passer les urgentes");
        await TapAsync(await TapAsync(await AskAsync("/digest"), "18:00"), "08:00");

        Assert.Equal(
            "Cette discussion suit : ⁨Libye⁩.\nUn message à chacune de ces heures : ⁨08:00, "
                + "18:00⁩ (⁨UTC⁩).\nLes alertes urgentes passent quand même, immédiatement.\n"
                + "Vous êtes alerté dès que ⁨3⁩ sources indépendantes donnent une information.\nChaque article "
                + "donne une "
                + "alerte.\nLes résumés ont ⁨200⁩ caractères au plus.",
            (await AskAsync("/status")).Visible
        );
    }

    [Fact]
    public async Task A_second_tap_on_an_hour_takes_it_away()
    {
        var panel = await TapAsync(await TapAsync(await AskAsync("/digest"), "08:00"), "18:00");

        await TapAsync(panel, "✅ 08:00");

        Assert.Equal([new LocalTime(18, 0)], (await StoredAsync()).Slots);
    }

    [Fact]
    public async Task The_file_of_the_operator_says_the_same()
    {
        var path = Path.Combine(_bot.ConfigFolder, "subscriptions.yaml");
        await File.WriteAllTextAsync(
            path,
            "subscriptions:\n  - {chat: \"telegram:1\", topics: [all], at-least: \"2 families, 2 camps\", "
                + "each: true, summary: 0, urgent-in-quiet: true, send: only must, when: 'digest \"08:00 18:30\"'}\n",
            TestContext.Current.CancellationToken
        );
        var diagnostics = new DiagnosticBag();

        var read = Assert.Single(SubscriptionFiles.Load(path, null, diagnostics)!);

        Assert.Empty(diagnostics.All);
        Assert.Equal(
            (new Corroboration(2, 2), true, 0, true),
            (read.AtLeast, read.Each, read.SummaryLength, read.UrgentInQuiet)
        );
        Assert.Equal(Sending.OnlyMust, read.Send);
        Assert.Equal([new LocalTime(8, 0), new LocalTime(18, 30)], read.Slots);
    }

    [Theory]
    [InlineData("at-least: 2 houses", "write \"2 families\", \"2 camps\" or \"3 families, 2 camps\", 1 to 9")]
    [InlineData("summary: 40", "write 100 to 1500 characters, or 0 for headlines only")]
    [InlineData("when: digest \"08:00 25:00\"", "up to 6 hours: digest \"08:00 18:00\"")]
    public async Task What_cannot_be_read_is_told_with_what_to_write(string line, string said)
    {
        var path = Path.Combine(_bot.ConfigFolder, "subscriptions.yaml");
        await File.WriteAllTextAsync(
            path,
            $"subscriptions:\n  - chat: telegram:1\n    topics: [all]\n    {line}\n",
            TestContext.Current.CancellationToken
        );
        var diagnostics = new DiagnosticBag();

        Assert.Null(SubscriptionFiles.Load(path, null, diagnostics));

        Assert.Contains(said, Assert.Single(diagnostics.All).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_is_due_at_the_first_slot_to_come_and_never_on_a_quiet_day()
    {
        var zone = DateTimeZoneProviders.Tzdb["Africa/Tripoli"];
        var hours = Gen.Int[0, 23]
            .Array[1, 6]
            .Select(all => all.Distinct().Order().Select(hour => new LocalTime(hour, 0)).ToArray());
        var days = Gen.Enum<IsoDayOfWeek>()
            .Where(day => day != IsoDayOfWeek.None)
            .Array[0, 6]
            .Select(all => all.Distinct().ToArray());
        Gen.Select(hours, days, Gen.Int[0, 60 * 24 * 14])
            .Holds(
                (slots, quiet, minutes) =>
                {
                    var now = Some.Time.AddMinutes(minutes);
                    var due = DueTime.For(
                        Some.Subscription() with
                        {
                            Slots = slots,
                            QuietDays = quiet,
                            Zone = zone,
                        },
                        now
                    );
                    var local = Instant.FromDateTimeOffset(due.At).InZone(zone);

                    Assert.True(due.Gathered && due.At > now);
                    Assert.Contains(local.TimeOfDay, slots);
                    Assert.DoesNotContain(local.DayOfWeek, quiet);
                    // No slot in between was passed over.
                    for (var at = now.AddMinutes(1); at < due.At; at = at.AddMinutes(1))
                    {
                        var passed = Instant.FromDateTimeOffset(at).InZone(zone);
                        Assert.True(!slots.Contains(passed.TimeOfDay) || quiet.Contains(passed.DayOfWeek));
                    }
                },
                cases: 40
            );
    }

    [Fact]
    public void Wishes_that_are_shown_can_be_read_back() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 9])
            .Holds(
                (families, camps) =>
                    Assert.Equal(
                        new Corroboration(families, camps),
                        ReportArgumentParser.ReadAtLeast($"{families} families{(camps > 0 ? $", {camps} camps" : "")}")
                    )
            );
}
