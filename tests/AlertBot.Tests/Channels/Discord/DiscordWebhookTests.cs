using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Discord;

public sealed class DiscordWebhookTests : IAsyncLifetime
{
    private const string Hook = "810000000000000001";
    private const string Secret = "sEcReT-token_of_a_webhook";

    private static readonly Chat Chat = Chat.Parse("discord:webhook/desk");

    private FakeDiscord _discord = null!;
    private DiscordBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _discord = await FakeDiscord.StartAsync();
        _discord.Webhooks[Hook] = (Secret, "800000000000000001");
        _bench = Bench(options => options.Webhooks["desk"] = $"https://discord.com/api/webhooks/{Hook}/{Secret}");
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        Assert.Empty(_discord.Violations);
        await _discord.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_needs_no_token_and_its_messages_can_be_edited()
    {
        var sent = Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: Chat)));

        Assert.Equal(
            sent,
            await SendAsync(
                Some.Message(Some.Alert() with { Sources = 2 }, Chat) with
                {
                    Target = new Target.Edit(sent.MessageId),
                }
            )
        );
        Assert.Equal((sent.MessageId, 1), (_discord.Messages[0].Id, _discord.Messages[0].Edits));
        Assert.Null(_discord.Messages[0].Body["components"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_brief_has_its_picture_where_files_may_be_sent(bool mayAttach)
    {
        _discord.Add(new FakeDiscordRoom("800000000000000001", 0) { MayAttach = mayAttach });

        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(Some.Brief(), Chat)));

        Assert.Equal(mayAttach ? 1 : 0, Assert.Single(_discord.Messages).Files.Count);
    }

    [Fact]
    public async Task In_a_forum_a_webhook_opens_a_post_per_story_and_goes_on_in_it()
    {
        _discord.Add(new FakeDiscordRoom("800000000000000001", 15));

        var first = Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: Chat)));
        var second = Assert.IsType<DeliveryOutcome.Sent>(
            await SendAsync(
                Some.Message(Some.Alert("Truce breaks"), Chat) with
                {
                    Target = new Target.Reply(first.MessageId),
                }
            )
        );
        var edited = await SendAsync(
            Some.Message(Some.Alert("Truce breaks") with { Sources = 2 }, Chat) with
            {
                Target = new Target.Edit(second.MessageId),
            }
        );

        Assert.Equal(second, edited);
        Assert.Equal("🔴 Truce holds in Sirte", _discord.Messages[0].Post);
        Assert.Equal(_discord.Messages[0].Channel, _discord.Messages[1].Channel);
    }

    [Fact]
    public async Task A_link_that_Discord_takes_for_none_does_not_cost_the_alert()
    {
        _discord.Play(Hook, DiscordFault.Refused(400, 50035, "Invalid Form Body: embeds.0.url Not a well formed URL"));

        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: Chat)));

        Assert.Null(_discord.Messages.Single().Embed);
    }

    [Fact]
    public async Task A_deleted_webhook_is_gone()
    {
        _discord.Webhooks.Clear();

        Assert.IsType<DeliveryOutcome.Gone>(await SendAsync(Some.Message(chat: Chat)));
    }

    [Fact]
    public async Task A_lost_answer_is_unsure_since_webhooks_know_no_nonce()
    {
        _discord.Play(Hook, DiscordFault.CutInAnswer());

        Assert.True(
            Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Some.Message(chat: Chat) with { Key = "1" })).Unsure
        );
    }

    [Fact]
    public async Task No_outcome_tells_the_address()
    {
        foreach (
            var fault in new[]
            {
                DiscordFault.Page(502),
                DiscordFault.Refused(404, 10015),
                DiscordFault.Refused(400, 50035),
                DiscordFault.TooMany(1),
                DiscordFault.Cut(false),
            }
        )
        {
            _discord.Play(Hook, fault);
            Assert.DoesNotContain(Secret, $"{await SendAsync(Some.Message(chat: Chat))}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_webhook_that_the_settings_do_not_know_waits_for_the_operator() =>
        Assert.Contains(
            "Discord:Webhooks:other",
            Assert
                .IsType<DeliveryOutcome.Later>(await SendAsync(Some.Message(chat: Chat.Parse("discord:webhook/other"))))
                .Why,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("https://example.org/hook")]
    [InlineData("nonsense")]
    public void What_is_no_address_of_a_webhook_is_said_without_showing_it(string url)
    {
        var fault = Assert.Throws<SettingsException>(() => Bench(options => options.Webhooks["desk"] = url));

        Assert.Contains("Discord:Webhooks:desk", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(url, fault.Message, StringComparison.Ordinal);
    }

    private DiscordBench Bench(Action<AlertBot.Channels.Discord.DiscordOptions> configure) =>
        new(_discord.Url, options =>
        {
            options.Token = null;
            configure(options);
        });

    private Task<DeliveryOutcome> SendAsync(Message message) =>
        _bench.Channel.SendAsync(message, TestContext.Current.CancellationToken);
}
