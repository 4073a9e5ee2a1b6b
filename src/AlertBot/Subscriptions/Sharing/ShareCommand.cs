using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Subscriptions.Sharing;

/// <summary>
/// <c>/share</c>: a code with what the chat follows; opening it shows what it would set, and asks.
/// </summary>
internal sealed class ShareCommand(ShareStore shares, SubscriptionStore store, TopicCommands topics, CurrentRules rules)
{
    /// <summary>What a deep link begins with: it carries letters, digits, - and _ only.</summary>
    private const string LinkPrefix = "share-";

    /// <summary>The word that takes what was shared; buttons say it.</summary>
    private const string Sure = "yes";

    private const string Off = "off";

    /// <summary>Whether a deep link opens what somebody shared.</summary>
    public static bool IsLink(string words) => words.StartsWith(LinkPrefix, StringComparison.Ordinal);

    /// <summary>Whether it changes anything with these words, rather than show.</summary>
    public static bool Changes(string words) =>
        words.Equals(Off, StringComparison.OrdinalIgnoreCase)
        || words.EndsWith($" {Sure}", StringComparison.OrdinalIgnoreCase);

    public async Task<Reply> ShareAsync(CommandContext context, CancellationToken ct)
    {
        var words = context.Words.Trim().ToLowerInvariant();
        if (words.Length == 0)
            return await OfferAsync(context, ct);
        if (words == Off)
        {
            await shares.EndAsync(context.Command.Chat, ct);
            return context.Reply(context.Texts.ShareEnded);
        }
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var code = IsLink(parts[0]) ? parts[0][LinkPrefix.Length..] : parts[0];
        if (await shares.FindAsync(code, context.Command.Chat, ct) is not { } shared)
            return context.Reply(context.Texts.ShareUnknown);
        var changed = Taken(shared, context.Subscription);
        if (!Changes(words))
            return Ask(context, changed, code);
        await store.SaveAsync(changed, ct);
        return topics.Status(context with { Subscription = changed, IsKnown = true }) with { Replaces = true };
    }

    private async Task<Reply> OfferAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Subscription.IsEmpty)
            return context.Reply(context.Texts.NotSubscribed);
        var (code, until) = await shares.SaveAsync(context.Subscription, ct);
        var how = SafeText.Fill(context.Texts.Share, ChatTexts.Time(until, context.Subscription.Zone));
        return context.Reply($"{how}\n\n`/share {code}`") with { StartWords = $"{LinkPrefix}{code}" };
    }

    private Reply Ask(CommandContext context, Subscription changed, string code)
    {
        string[] lines =
        [
            context.Texts.ShareShows,
            .. topics.Describe(changed).Select(line => $"• {line}"),
            .. context.Subscription.IsEmpty ? [] : new[] { "", context.Texts.ShareReplaces },
        ];
        return context.Panel(
            string.Join('\n', lines),
            context.Subscription.ByOperator
                ? []
                :
                [
                    [new Choice(context.Texts.Buttons["take"], $"share {code} {Sure}")],
                ]
        ) with
        {
            Replaces = false,
        };
    }

    /// <summary>What was shared, without topics that are no more; what is the chat's own stays.</summary>
    private Subscription Taken(Subscription shared, Subscription own) =>
        shared with
        {
            Topics =
            [
                .. shared.Topics.Where(topic =>
                    topic == Subscription.AllTopics || rules.Current.Rules.Any(rule => rule.Id == topic)
                ),
            ],
            Language = own.Language,
            Mutes = own.Mutes,
            Mention = own.Mention,
        };
}
