using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.RuleTesting;
using AlertBot.Stories.Grouping;
using AlertBot.Stories.Weighing;
using AlertBot.Subscriptions;
using AlertBot.Tests.Rules;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Alerts;

/// <summary>Which events are sent at once, which wait, and which are not sent.</summary>
public class WeightTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<TestBot> BotAsync(Sending send)
    {
        var bot = await TestBot.CreateAsync();
        await bot.Get<SubscriptionStore>()
            .SaveAsync(Some.Subscription(new Chat("telegram", "1")) with { Send = send }, Ct);
        return bot;
    }

    [Theory]
    [InlineData("must", true, 1, 1)]
    [InlineData("must", false, 0, 1)]
    [InlineData("all", false, 1, 1)]
    [InlineData("only must", false, 0, 0)]
    [InlineData("only must", true, 1, 1)]
    public async Task What_can_wait_comes_at_six_in_the_evening_at_once_or_never(
        string send,
        bool isMust,
        int atOnce,
        int byEvening
    )
    {
        await using var bot = await BotAsync(Sendings.Parse(send)!.Value);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1, weight: isMust ? Weight.Must : Weight.Nice);

        await bot.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(atOnce, bot.Telegram.Messages.Count);

        await bot.PassAsync(TimeSpan.FromHours(9));
        Assert.Equal(byEvening, bot.Telegram.Messages.Count);
    }

    [Fact]
    public async Task An_event_that_turns_out_to_be_one_a_desk_must_know_leaves_at_once()
    {
        await using var bot = await BotAsync(Sending.Must);
        await StoryChanges.PutAsync(bot, happening: 1, sources: 1, weight: Weight.Nice);
        await bot.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(bot.Telegram.Messages);

        await StoryChanges.PutAsync(bot, happening: 1, sources: 2, weight: Weight.Must);
        await bot.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("⁨2⁩ sources", Assert.Single(bot.Telegram.Messages).Visible, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Rivals sign a ceasefire agreement in Geneva", true)]
    [InlineData("en", "Oil port closed by armed men, exports halted", true)]
    [InlineData("fr", "Les deux camps signent un cessez-le-feu à Genève", true)]
    [InlineData("ar", "الطرفان يوقعان اتفاق وقف إطلاق النار في جنيف", true)]
    [InlineData("en", "Oil prices fall as investors hope for calm", false)]
    [InlineData("en", "What the deal could mean for the economy", false)]
    [InlineData("en", "Four presidents call for a truce in Sudan", false)]
    [InlineData("fr", "Le Tchad appelle à une trêve au Soudan", false)]
    [InlineData("en", "President calls off strikes on rebel camps", true)]
    [InlineData("en", "Motorists queue for fuel in Khartoum", false)]
    [InlineData("ar", "النائب سالم: الاتفاق لا يمثلنا", false)]
    [InlineData("fr", "Cessez-le-feu : pourquoi les marchés restent prudents", false)]
    public void A_headline_says_whether_a_desk_must_know(string language, string title, bool isMust) =>
        Assert.Equal(
            isMust,
            EventWeight.Odds(
                EventWeight.CuesOf(Some.Entry(title, language: LanguageCodes.Parse(language)!.Value), null),
                EventWeight.Weights
            ) >= 0
        );

    [Theory]
    [InlineData("Harbour of Hodeidah closed to all ships, navy says", "main:a-close")]
    [InlineData("Fifth battalion is the latest to leave Benghazi", "main:a-leave")]
    public void What_is_done_counts_in_full(string title, string cue) =>
        Assert.Equal(1, EventWeight.CuesOf(Some.Entry(title), null)[cue]);

    [Fact]
    public void An_update_of_a_live_page_with_an_address_of_its_own_is_weighed_as_a_report()
    {
        var update = Some.Entry("Rebels: no decision made on the offer") with
        {
            Link = new Uri("https://harbour.example.org/news/live-blog/rebels-no-decision"),
        };

        Assert.True(EventWeight.Odds(EventWeight.CuesOf(update, "denied"), EventWeight.Weights) >= 1);
    }

    [Fact]
    public void A_movement_that_scorns_a_deal_reports_no_step_of_it()
    {
        var scorn = Some.Entry("المفتي: اتفاق العار لن يمر", language: Language.Arabic);
        var refusal = Some.Entry("الحوثيون يرفضون الهدنة", language: Language.Arabic);

        Assert.True(EventWeight.Odds(EventWeight.CuesOf(scorn, "rejected"), EventWeight.Weights) < 0);
        Assert.True(EventWeight.Odds(EventWeight.CuesOf(refusal, "rejected"), EventWeight.Weights) >= 1.5);
    }

    [Theory]
    [InlineData("weight: nice", "", "nice")]
    [InlineData("weight: must", "", "must")]
    [InlineData("weight: nice", "weight: must", "must")]
    [InlineData("weight: nice", "urgency: high", "must")] // one leaves it to the report, which says signed
    [InlineData("weight: nice", "weight: nice", "nice")]
    public void A_rule_may_fix_the_weight_of_its_events(string one, string other, string weight)
    {
        var rules = RulesFolder.Of(
            $"rules:\n  - id: one\n    title: {{en: One}}\n    when: truce\n    {one}\n"
                + "  - id: other\n    title: {en: Other}\n    when: {all: [truce, geneva]}\n"
                + (other.Length > 0 ? $"    {other}\n" : "")
                + "concepts:\n  truce: {en: [ceasefire]}\n  geneva: {en: [Geneva]}\n"
        );
        var title =
            other.Length > 0 ? "Rivals sign a ceasefire agreement in Geneva" : "Rivals sign a ceasefire agreement";

        var answer = new ReplayRun(rules).Answer(
            new ReplayItem(0, "a", "A", () => Some.Entry(title) with { Published = Some.Time })
        );

        Assert.Equal(weight, answer.Weight);
    }

    [Theory]
    [InlineData("Truce in Sirte signed by both sides", "https://example.org/news/1", true)]
    [InlineData("Direct talks begin in Geneva", "https://example.org/news/1", true)]
    [InlineData("Truce talks begin", "https://example.org/live-blog/live-blog-update/truce", true)]
    [InlineData("Truce in Sirte signed", "https://example.org/live/2026/04/25/world/libya", true)]
    [InlineData("Truce in Sirte signed – live", "https://example.org/world/live/2026/apr/25/libya", false)]
    [InlineData("LIVE: Truce in Sirte signed", "https://example.org/news/1", false)]
    [InlineData("War latest: truce in Sirte signed", "https://example.org/news/1", false)]
    [InlineData("Truce in Sirte: what we know so far", "https://example.org/news/1", false)]
    [InlineData("Why the truce in Sirte will fail - opinion", "https://example.org/news/1", false)]
    [InlineData("Truce in Sirte signed. And, a heatwave in the north", "https://example.org/news/1", false)]
    [InlineData("Who is the general who signed the truce in Sirte", "https://example.org/news/1", false)]
    [InlineData("EXTRAIT - Trêve à Syrte : les deux camps signent", "https://example.org/1", false)]
    [InlineData("Truce in Sirte signed", "https://example.org/opinion/1", false)]
    [InlineData("EN DIRECT, guerre en Libye : la trêve est signée", "https://example.org/1", false)]
    [InlineData("Trêve à Syrte : ce que l’on sait", "https://example.org/1", false)]
    [InlineData("مباشر: توقيع الهدنة في سرت", "https://example.org/1", false)]
    [InlineData("هل تصمد الهدنة في سرت؟", "https://example.org/1", false)]
    public void What_gathers_or_discusses_is_no_report(string title, string address, bool isReport) =>
        Assert.Equal(isReport, ReportForm.IsReport(Some.Entry(title) with { Link = new Uri(address) }));

    [Fact]
    public void Every_measure_has_its_weights()
    {
        Assert.All(
            [
                SimilarityModel.Shipped.Event.Same,
                SimilarityModel.Shipped.Event.Across,
                SimilarityModel.Shipped.Affair.Same,
                SimilarityModel.Shipped.Affair.Across,
            ],
            weights => Assert.Equal(PairFeatures.Names.Count, weights.Count)
        );
    }

    [Fact]
    public void Replay_says_what_a_chat_would_be_sent()
    {
        var rules = ShippedRules.Set;
        var replayRun = new ReplayRun(rules);
        string?[] Sent(string id, string publisher, string title) =>
            replayRun.Answer(new ReplayItem(0, id, publisher, () => Some.Entry(title) with { Published = Some.Time }))
                is var answer
                ? [answer.Message, answer.Weight, answer.About]
                : [];

        Assert.Equal(["alert", "must", null], Sent("a", "A", "Libya's rivals sign ceasefire agreement in Geneva"));
        Assert.Equal([null, "must", null], Sent("b", "A", "Libya's rivals sign ceasefire agreement in Geneva"));
        Assert.Equal(["edit", "must", null], Sent("c", "B", "Libya rivals sign ceasefire agreement in Geneva"));
        Assert.Equal([null, null, null], Sent("d", "C", "Analysis: why the Libya ceasefire may not hold"));
    }
}
