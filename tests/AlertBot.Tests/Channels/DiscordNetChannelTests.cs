using AlertBot.Channels;
using AlertBot.Channels.Discord;
using AlertBot.Channels.DiscordNet;
using AlertBot.Chats;
using AlertBot.Tests.Support;
using Microsoft.Extensions.Options;

namespace AlertBot.Tests.Channels;

/// <summary>
/// The adapter for Discord.Net keeps what our own client keeps; compiled only with <c>-p:DiscordNet=true</c>.
/// </summary>
public sealed class DiscordNetChannelTests : ChannelContract, IAsyncLifetime
{
    private const string Id = "800000000000000001";
    private FakeDiscord _discord = null!;

    protected override string Secret => FakeDiscord.Token;

    private protected override Chat Chat => new("discord", Id);

    public async ValueTask InitializeAsync() => _discord = await FakeDiscord.StartAsync();

    public ValueTask DisposeAsync() => _discord.DisposeAsync();

    private protected override Task<DeliveryOutcome> SendAsync(Answer answer, Message message)
    {
        _discord.RefuseToken = answer == Answer.BadToken;
        _discord.Play(
            Id,
            answer switch
            {
                Answer.BadGateway => [DiscordFault.Page(502)],
                Answer.Forbidden => [DiscordFault.Refused(404, 10003, "Unknown Channel")],
                Answer.BadRequest => [DiscordFault.Refused(400, 50035, "Invalid Form Body")],
                Answer.TooMany => [DiscordFault.TooMany(17)],
                Answer.Silence => [DiscordFault.Silence()],
                Answer.CutAfterAccepting => [DiscordFault.Cut(accepts: true)],
                _ => [],
            }
        );
        return SendAsync(message, answer == Answer.NoConnection ? "http://127.0.0.1:9/api" : _discord.Url);
    }

    [Fact]
    public async Task Alerts_are_embeds_that_are_edited_and_answered()
    {
        var first = Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: Chat), _discord.Url));

        var edited = await SendAsync(
            Some.Message(Some.Alert("Truce breaks"), Chat) with
            {
                Target = new Target.Edit(first.MessageId),
            },
            _discord.Url
        );
        await SendAsync(
            Some.Message(Some.Alert("Talks resume"), Chat) with
            {
                Target = new Target.Reply(first.MessageId),
            },
            _discord.Url
        );

        Assert.Equal(first, edited);
        Assert.Equal(["🔴 Truce breaks", "🔴 Talks resume"], _discord.Messages.Select(m => m.Title));
        Assert.Equal(first.MessageId, $"{_discord.Messages[1].Body["message_reference"]!["message_id"]}");
    }

    private static async Task<DeliveryOutcome> SendAsync(Message message, string url)
    {
        var options = Options.Create(
            new DiscordOptions
            {
                Token = FakeDiscord.Token,
                ApiBaseUrl = url,
                SendTimeout = TimeSpan.FromSeconds(1),
            }
        );
        await using var channel = new DiscordNetChannel(options);
        return await channel.SendAsync(message, TestContext.Current.CancellationToken);
    }
}
