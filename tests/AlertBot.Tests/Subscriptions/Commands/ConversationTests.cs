using System.Text;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>
/// A whole conversation in each language, kept as files to be read by people: ALERTBOT_ACCEPT=1 writes them anew.
/// </summary>
public sealed class ConversationTests
{
    private static readonly string[] Script =
    [
        "/start",
        "/help",
        "hello",
        "/topics",
        "tap:p 0 +libya",
        "/subscribe xyz",
        "/subscribe all",
        "/unsubscribe ceasefire",
        "/status",
        "/follow",
        "/follow \"Prisoner exchange\" -film",
        "/follow Tarhuna",
        "/follow -film",
        "/follows",
        "tap:unfollow 1",
        "/unfollow 7",
        "/mute",
        "tap:m ? libya",
        "tap:m D libya",
        "/mute libya",
        "/mute libya 7d",
        "tap:unmute libya",
        "/mute 2 12h digest",
        "/status",
        "/language",
        "/digest",
        "tap:digest 08:00",
        "/digest ?",
        "/quiet",
        "tap:quiet fri-sat",
        "/quiet ?",
        "/zone",
        "tap:zone Africa/Tripoli",
        "/zone xyz",
        "/status",
        "/languages ar fr",
        "/sources",
        "/sources only harbor",
        "/camps",
        "/only must",
        "/only all",
        "/when",
        "tap:when libya",
        "tap:w d libya",
        "/brief",
        "tap:brief sunday",
        "/brief ?",
        "/brief now",
        "/search",
        "/search port topic:libya 30d",
        "/search -port",
        "/status",
        "/why",
        "/latest",
        "/preview libya",
        "/share nosuch",
        "/share off",
        "/follow mines | truce",
        "/test Truce in Tripoli",
        "/test",
        "/channel",
        "/channel @nowhere",
        "/stop",
        "tap:stop yes",
        "/status",
        "/latest ceasefire",
    ];

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_subscriber_reads_this(string language)
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");
        bot.Feeds.Serve("harbour", Some.Rss(("Libya reopens a port", 5)));
        await bot.PollAsync();
        await bot.StartReceivingAsync();
        var text = new StringBuilder();

        foreach (var line in Script)
        {
            // Nobody types so much at once; Telegram would have the bot wait.
            bot.Clock.Advance(TimeSpan.FromSeconds(2));
            Show(text, line, await SayAsync(bot, line, language));
        }

        Repository.AssertSame($"tests/AlertBot.Tests/Channels/Golden/conversation.{language}.golden", text.ToString());
    }

    private static async Task<Arrived> SayAsync(TestBot bot, string line, string language)
    {
        var before = bot.Telegram.Messages;
        if (line.StartsWith("tap:", StringComparison.Ordinal))
        {
            bot.Telegram.Inbox.Press(before[^1], line["tap:".Length..], language: language);
            return (
                await bot.Telegram.WaitForAsync(
                    all => all[^1].Edits > before[^1].Edits,
                    TestContext.Current.CancellationToken
                )
            )[^1];
        }
        bot.Telegram.Inbox.Write(5, line, language: language);
        return (
            await bot.Telegram.WaitForAsync(all => all.Count > before.Count, TestContext.Current.CancellationToken)
        )[^1];
    }

    private static void Show(StringBuilder text, string said, Arrived answer)
    {
        text.Append("> ")
            .Append(said)
            .Append('\n')
            .Append(System.Text.RegularExpressions.Regex.Replace(answer.Visible, "[0-9a-f]{12,}", "VERSION"))
            .Append('\n');
        foreach (var row in answer.Buttons)
            text.Append(string.Join(' ', row.Select(b => $"[{b.Label}]"))).Append('\n');
        text.Append('\n');
    }
}
