using AlertBot.Alerts;
using AlertBot.Alerts.Rewriting;
using AlertBot.Delivery;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Subscriptions;

namespace AlertBot.Tests.Support;

/// <summary>Puts an event of a story into a bot's outbox, as taking in a feed would.</summary>
internal static class StoryChanges
{
    public static Task PutAsync(
        TestBot bot,
        long happening,
        int sources,
        string? development = null,
        long story = 1,
        Urgency urgency = Urgency.High,
        string body = "",
        string topic = "libya",
        Weight weight = Weight.Must
    )
    {
        var ct = TestContext.Current.CancellationToken;
        var entry = Some.Entry($"Story {story} of Libya, event {happening}", body: body);
        var rule = new Rule(topic, new LocalText { En = topic == "libya" ? "Libya" : topic }, urgency);
        var change = new StoryChange(
            story,
            happening,
            new MatchedEntry(new StoredEntry(story, Some.Feed(), entry, Some.Time), [new Match(rule, [])]),
            sources,
            development is null ? null : new LocalText { En = development }
        )
        {
            Weight = weight,
        };
        return bot.Get<Database>()
            .WriteAsync(
                async tx =>
                {
                    var reported = new ReportedEvent(happening, story, change.Entry.Stored.Id);
                    var messages = await bot.Get<AlertWriter>()
                        .WriteAsync(
                            tx,
                            [change],
                            await bot.Get<AlertWriter>().AskAsync(tx, [reported], ct),
                            await bot.Get<SubscriptionStore>().AskActiveAsync(tx, ct),
                            ct
                        );
                    await bot.Get<Outbox>()
                        .PutAsync(
                            tx,
                            messages,
                            prepare: message => bot.Get<RewriteStore>().AskAsync(tx, message, ct),
                            ct
                        );
                },
                ct
            );
    }
}
