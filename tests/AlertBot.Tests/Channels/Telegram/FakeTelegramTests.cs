using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Telegram;

/// <summary>
/// The fake Bot API against grammY, an independent client: what it takes for Telegram's behaviour, the fake does. Only
/// so are the tests that stand on the fake worth something.
/// </summary>
public sealed class FakeTelegramTests
{
    private const long User = 5;
    private const long Group = -1001;

    private static readonly Dictionary<string, Action<FakeTelegram>> Scenes = new()
    {
        ["me"] = _ => { },
        ["command"] = fake => fake.Inbox.Write(User, "/start libya", language: "fr"),
        ["redelivery"] = fake => Write(fake, "one", "two"),
        ["limit"] = fake => Write(fake, "one", "two"),
        ["pollers"] = _ => { },
        ["buttons"] = fake =>
            fake.OnArrived = message =>
            {
                if (message.Edits == 0)
                    fake.Inbox.Press(message, "p 0 +libya");
            },
        ["buttonTooLong"] = _ => { },
        ["html"] = _ => { },
        ["htmlWrong"] = _ => { },
        ["length"] = _ => { },
        ["empty"] = _ => { },
        ["flood"] = fake => fake.Play(User, TelegramFault.TooMany(3)),
        ["paceOfAChat"] = Limit,
        ["paceOfAGroup"] = Limit,
        ["paceOfABot"] = Limit,
        ["blocked"] = fake => fake.Place(User).BotStatus = "kicked",
        ["kicked"] = fake => fake.Place(Group).BotStatus = "kicked",
        ["rights"] = AddChannel,
        ["topics"] = fake => fake.Add(new TelegramPlace(-100888) { Topics = [45] }),
        ["migrated"] = fake => fake.Play(Group, TelegramFault.MovedTo(-100200300)),
        ["edit"] = _ => { },
        ["reply"] = _ => { },
        ["file"] = _ => { },
        ["menus"] = _ => { },
        ["members"] = fake => fake.Admins.Add(88),
        ["chat"] = AddChannel,
        ["unauthorized"] = fake => fake.RefuseToken = true,
        ["gateway"] = fake => fake.Play(User, TelegramFault.ServerError(502)),
        ["cut"] = fake => fake.Play(User, TelegramFault.Cut(accepts: true)),
        ["silence"] = fake => fake.Play(User, TelegramFault.Silence()),
        ["method"] = _ => { },
    };

    public static TheoryData<string> Names => [.. Scenes.Keys];

    [MachineSuite]
    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_fake_behaves_as_an_independent_client_expects(string scene)
    {
        OutsideClients.Require();
        await using var fake = await FakeTelegram.StartAsync();
        Scenes[scene](fake);

        var (exit, output) = await OutsideClients.RunAsync(
            "telegram.mjs",
            [scene, fake.Url, FakeTelegram.Token],
            TestContext.Current.CancellationToken
        );

        Assert.True(exit == 0, output);
    }

    private static void Write(FakeTelegram fake, params string[] texts)
    {
        foreach (var text in texts)
            fake.Inbox.Write(User, text);
    }

    private static void Limit(FakeTelegram fake) => fake.Limits = new TelegramLimits(TimeProvider.System);

    private static void AddChannel(FakeTelegram fake) =>
        fake.Add(
            new TelegramPlace(-100777)
            {
                Type = "channel",
                Username = "desknews",
                Title = "News",
            }
        );
}
