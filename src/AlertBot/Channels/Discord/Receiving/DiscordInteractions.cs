using AlertBot.Channels.Discord.Api;
using AlertBot.Channels.Discord.Sending;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// Answers what members ask. Only who asks sees the answer, so that a channel of alerts stays one. An answer must begin
/// within three seconds (Interactions, read 2026-11-23): one that is slow is announced first.
/// </summary>
internal sealed class DiscordInteractions(
    DiscordReplies replies,
    DiscordPlaces places,
    DiscordTopics topics,
    ChatCommands commands,
    SubscriptionStore subscriptions,
    DiscordRest rest,
    TimeProvider clock
)
{
    private const ulong Administrator = 1 << 3;
    private const ulong ViewChannel = 1 << 10;
    private const ulong SendMessages = 1 << 11;
    private const ulong SendInThreads = 1UL << 38;

    /// <summary>Leaves the way there and back some room in the three seconds.</summary>
    private static readonly TimeSpan Deferral = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// A resumed session replays what was asked while nobody listened; Discord takes no answer to it any more.
    /// </summary>
    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(4);

    private static readonly string[] Subscribing = ["subscribe", "p", "start"];

    public async Task HandleAsync(System.Text.Json.JsonElement json, CancellationToken ct)
    {
        if (
            DiscordInteraction.Parse(json) is not { } asked
            || clock.GetUtcNow() + rest.ClockAhead - asked.Created > TooLate
        )
            return;
        if (asked.Type == DiscordInteraction.Autocomplete)
        {
            await replies.SuggestAsync(asked, topics.Suggest(asked.Words, asked.Language), ct);
            return;
        }
        var answer = AnswerAsync(asked, ct);
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var isSlow = await Task.WhenAny(answer, Task.Delay(Deferral, clock, inTime.Token)) != answer;
        await inTime.CancelAsync();
        if (isSlow)
            await replies.DeferAsync(asked, ct);
        await (isSlow ? replies.CompleteAsync(asked, await answer, ct) : replies.SendAsync(asked, await answer, ct));
    }

    private async Task<Reply> AnswerAsync(DiscordInteraction asked, CancellationToken ct)
    {
        var (chat, about) = await ChatOfAsync(asked, ct);
        var mayChange =
            asked.Permissions is not { } rights
            || (rights & (Administrator | (ulong)DiscordCommands.ManageChannels)) != 0;
        var reply = await commands.AnswerAsync(
            new ChatCommand(chat, asked.Verb, asked.Words, mayChange, asked.Language)
            {
                About = about,
                AboutText = asked.MessageText,
            },
            ct
        );
        return !reply.IsRefusal && Subscribing.Contains(asked.Verb) && !MayWrite(asked)
            ? reply with
            {
                Text =
                    $"{reply.Text}\n\n"
                    + SafeText.Fill(ChatTexts.For(reply.Language).ChannelNoRight, $"#{asked.PlaceName}"),
            }
            : reply;
    }

    /// <summary>
    /// In a forum nobody can write but in a post: what is asked in a post is meant for the forum, unless the post
    /// itself is subscribed. A post's first message has the post's id, and the others are named by both.
    /// </summary>
    private async Task<(Chat Chat, string? About)> ChatOfAsync(DiscordInteraction asked, CancellationToken ct)
    {
        var place = asked.Place;
        var chat = new Chat("discord", place.Id);
        await places.KeepAsync(place, ct);
        if (
            !place.IsThread
            || place.Parent is not { } parent
            || await subscriptions.FindAsync(chat, ct) is not null
            || (await places.FindAsync(parent, ct)).Place is not { IsForum: true }
        )
            return (chat, asked.Message);
        return (
            new Chat("discord", parent),
            asked.Message is { } message && message != place.Id ? $"{place.Id}/{message}" : asked.Message
        );
    }

    private static bool MayWrite(DiscordInteraction asked)
    {
        if (asked.OwnPermissions is not { } own || (own & Administrator) != 0)
            return true;
        var needed = ViewChannel | (asked.Place.IsThread ? SendInThreads : SendMessages);
        return (own & needed) == needed;
    }
}
