using AlertBot.Chats;
using AlertBot.Delivery;
using AlertBot.Delivery.Digests;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.OperatorNotices;

/// <summary>
/// The chat of whoever runs this bot. Notices go through the outbox as alerts do: none is lost, none comes twice.
/// </summary>
internal sealed class OperatorChat(Outbox outbox, TimeProvider clock, IOptions<OperatorOptions> options)
{
    public bool IsSet => options.Value.Target is not null;

    public Language Language => options.Value.Tongue;

    public NoticeTexts Texts => NoticeTexts.For(options.Value.Tongue);

    /// <summary>
    /// Puts one notice in the outbox, within the transaction that notes what it tells; nothing when no chat is set.
    /// </summary>
    public async Task SendAsync(StoreTransaction tx, string text, CancellationToken ct)
    {
        if (options.Value.Target is not { } chat)
            return;
        var notice = new Message(
            chat,
            options.Value.Tongue,
            new Notice(ChatTexts.Directed(options.Value.Tongue, text))
        );
        await outbox.PutAsync(
            tx,
            [
                new OutboxMessage(
                    notice,
                    StoryId: null,
                    EventId: 0,
                    EntryId: null,
                    Urgency.Normal,
                    new DueTime(clock.GetUtcNow(), Gathered: false)
                ),
            ],
            prepare: null,
            ct
        );
    }
}
