using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.OperatorNotices;

/// <summary>
/// Tells the operator that the store is damaged, past the outbox, which is in it. Once, as well as it can: the log says
/// so in any case.
/// </summary>
internal sealed class StoreNotices(OperatorChat chat, ChannelSet channels, IOptions<OperatorOptions> options)
{
    public async Task NotifyAsync(string damage, CancellationToken ct)
    {
        if (options.Value.Target is not { } target || !channels.TryGet(target.Channel, out var channel))
            return;
        var text = ChatTexts.Directed(chat.Language, $"{chat.Texts.StoreDamaged}\n{damage}");
        try
        {
            await channel.SendAsync(new Message(target, chat.Language, new Notice(text)), ct);
        }
        catch (System.Data.Common.DbException)
        {
            // The channel looks its places up in the store.
        }
    }
}
