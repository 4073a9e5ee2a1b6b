using AlertBot.Storage;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Telegram;

/// <summary>Answers to commands, when the store fails around them.</summary>
public sealed class TelegramRepliesTests : IAsyncLifetime
{
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bot = await TestBot.CreateAsync();

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task An_answer_that_stands_in_the_chat_is_not_sent_again_when_the_store_fails_after_it()
    {
        await _bot.Get<Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        """
                        INSERT INTO chats (chat, channel) VALUES ('telegram:5', 'telegram');
                        CREATE TRIGGER sick BEFORE UPDATE OF rest_until ON chats
                            BEGIN SELECT RAISE(ABORT, 'the disk is sick'); END
                        """,
                        null,
                        Ct
                    ),
                Ct
            );
        _bot.Telegram.Inbox.Write(5, "/help");
        _bot.Telegram.Inbox.Write(5, "/status");

        await _bot.StartReceivingAsync();
        // A chat's commands are answered in their order: the second one's answer shows that the first is done with.
        await _bot.Telegram.WaitForAsync(all => all.Any(m => !IsHelp(m)), Ct);

        Assert.Single(_bot.Telegram.Messages, IsHelp);
    }

    private static bool IsHelp(Arrived message) => message.Visible.StartsWith("/topics", StringComparison.Ordinal);
}
