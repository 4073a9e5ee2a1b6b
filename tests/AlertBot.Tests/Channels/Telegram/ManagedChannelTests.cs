using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Telegram;

/// <summary>A channel is subscribed from a private chat, by one of its administrators.</summary>
public sealed class ManagedChannelTests : IAsyncLifetime
{
    private const long Channel = -1001234567890;
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync();
        await _bot.StartReceivingAsync();
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private void AddChannel(long admin, string botStatus = "administrator", bool mayPost = true)
    {
        var channel = new TelegramPlace(Channel)
        {
            Type = "channel",
            Title = "Desk news",
            Username = "desknews",
            BotStatus = botStatus,
            BotMayPost = mayPost,
        };
        channel.Admins.Add(admin);
        _bot.Telegram.Add(channel);
    }

    private async Task<Arrived> AskAsync(string text)
    {
        var before = _bot.Telegram.Messages.Count;
        _bot.Telegram.Inbox.Write(77, text);
        return (await _bot.Telegram.WaitForAsync(all => all.Count > before, TestContext.Current.CancellationToken))[
            before
        ];
    }

    [Fact]
    public async Task Its_administrator_picks_its_topics_in_private()
    {
        AddChannel(admin: 77);

        var panel = await AskAsync("/channel @desknews");
        Assert.StartsWith("I may post in ⁨Desk news⁩. What should it follow?", panel.Visible, StringComparison.Ordinal);
        _bot.Telegram.Inbox.Press(panel, panel.Press("Libya"));
        await _bot.Telegram.WaitForAsync(all => all[0].Edits > 0, TestContext.Current.CancellationToken);

        Assert.Equal(
            $"telegram:{Channel}",
            await _bot.AskAsync<string>("SELECT chat FROM subscriptions WHERE topics = '[\"libya\"]'")
        );
        Assert.Equal([77L], _bot.Telegram.Messages.Select(m => m.Chat));
    }

    [Fact]
    public async Task Whoever_makes_the_bot_its_administrator_is_shown_its_topics_in_private()
    {
        AddChannel(admin: 77);

        _bot.Telegram.Inbox.Standing(_bot.Telegram.Place(Channel));
        var panel = (await _bot.Telegram.WaitForAsync(all => all.Count > 0, TestContext.Current.CancellationToken))[0];
        Assert.Equal(77, panel.Chat);
        Assert.StartsWith("I may post in ⁨Desk news⁩. What should it follow?", panel.Visible, StringComparison.Ordinal);
        _bot.Telegram.Inbox.Press(panel, panel.Press("Libya"));
        await _bot.Telegram.WaitForAsync(all => all[0].Edits > 0, TestContext.Current.CancellationToken);

        Assert.Equal(
            $"telegram:{Channel}",
            await _bot.AskAsync<string>("SELECT chat FROM subscriptions WHERE topics = '[\"libya\"]'")
        );
    }

    [Fact]
    public async Task An_administrator_without_the_right_to_post_is_not_welcomed()
    {
        AddChannel(admin: 77, mayPost: false);

        _bot.Telegram.Inbox.Standing(_bot.Telegram.Place(Channel));
        await AskAsync("/help");

        Assert.Single(_bot.Telegram.Messages);
    }

    [Fact]
    public async Task Every_command_takes_the_name_of_a_channel()
    {
        AddChannel(admin: 77);

        Assert.Equal(
            "In ⁨Desk news⁩:\nThis chat now follows: ⁨Libya⁩.",
            (await AskAsync("/subscribe @desknews libya")).Visible
        );
        Assert.StartsWith(
            "In ⁨Desk news⁩:\nOne message a day, at ⁨08:00⁩",
            (await AskAsync($"/digest {Channel} 08:00")).Visible,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "In ⁨Desk news⁩:\nDone.",
            (await AskAsync("/stop @desknews yes")).Visible,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Whoever_does_not_administer_it_cannot_change_it()
    {
        AddChannel(admin: 1);

        Assert.Equal(
            "Only administrators of ⁨@desknews⁩ can change what it follows.",
            (await AskAsync("/subscribe @desknews libya")).Visible
        );
        Assert.Equal(0, await _bot.AskAsync<long>("SELECT count(*) FROM subscriptions"));
    }

    /// <summary>Ids can be guessed, and button data made up by the presser's own client.</summary>
    [Fact]
    public async Task A_stranger_learns_nothing_of_a_private_channel()
    {
        AddChannel(admin: 1);
        var help = await AskAsync("/help");
        var panel = await AskAsync("/topics");

        var asked = await AskAsync($"/subscribe {Channel} libya");
        foreach (var under in (Arrived[])[help, panel])
            _bot.Telegram.Inbox.Press(under, $">{Channel} stop yes");
        await AskAsync("/status");

        Assert.Equal(
            $"I can’t find the channel ⁨{Channel}⁩. Make me an administrator there who may post messages, then "
                + $"try again.",
            asked.Visible
        );
        Assert.DoesNotContain(_bot.Telegram.Notices.Concat(_bot.Telegram.Messages.Select(m => m.Visible)), text =>
            text.Contains("Desk news", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Who_administers_a_group_namelessly_administers_no_channel()
    {
        AddChannel(admin: 1);
        _bot.Telegram.Inbox.Write(
            Channel,
            "/subscribe libya",
            user: 0,
            senderChat: Channel,
            place: _bot.Telegram.Place(Channel)
        );
        var post = (await _bot.Telegram.WaitForAsync(all => all.Count > 0, TestContext.Current.CancellationToken))[0];

        _bot.Telegram.Inbox.Press(post, "stop yes", user: 1087968824, place: _bot.Telegram.Place(Channel));
        await AskAsync("/help");

        Assert.Equal(1, await _bot.AskAsync<long>("SELECT count(*) FROM subscriptions"));
    }

    [Fact]
    public async Task A_channel_where_the_bot_may_not_post_is_not_subscribed()
    {
        AddChannel(admin: 77, mayPost: false);

        Assert.StartsWith(
            "I am in ⁨Desk news⁩ but may not post there.",
            (await AskAsync("/channel @desknews")).Visible,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/channel @nowhere", "I can’t find the channel ⁨@nowhere⁩.")]
    [InlineData("/channel @desknews", "I can’t find the channel ⁨@desknews⁩.")]
    [InlineData("/channel", "To subscribe a channel:")]
    public async Task What_is_missing_is_said(string text, string answer)
    {
        AddChannel(admin: 77, botStatus: "left");

        Assert.StartsWith(answer, (await AskAsync(text)).Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_posted_in_the_channel_is_an_administrators()
    {
        AddChannel(admin: 1);

        _bot.Telegram.Inbox.Write(
            Channel,
            "/subscribe libya",
            user: 0,
            senderChat: Channel,
            place: _bot.Telegram.Place(Channel)
        );
        await _bot.Telegram.WaitForAsync(all => all.Count > 0, TestContext.Current.CancellationToken);

        Assert.Equal("[\"libya\"]", await _bot.AskAsync<string>("SELECT topics FROM subscriptions"));
    }
}
