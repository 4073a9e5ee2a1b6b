using AlertBot.Config;
using AlertBot.Rules;

namespace AlertBot.Subscriptions;

/// <summary>A command someone wrote in a chat, whatever the network.</summary>
/// <param name="Chat">Where.</param>
/// <param name="Verb">Without slash and bot name, in small letters.</param>
/// <param name="Words">What follows it.</param>
/// <param name="MayChange">Whether the writer may change what the chat follows: anyone in a private chat, administrators elsewhere.</param>
/// <param name="WriterLanguage">The language of the writer's own client, for a chat that has chosen none.</param>
internal sealed record ChatCommand(Chat Chat, string Verb, string Words, bool MayChange, Language? WriterLanguage);

/// <summary>What the bot answers.</summary>
internal sealed record Reply(Language Language, string Text);

/// <summary>Answers commands; the networks only carry them here and the answer back.</summary>
internal sealed class ChatCommands(SubscriptionStore store, RuleBook rules)
{
    private static readonly string[] Changing = ["subscribe", "unsubscribe", "language", "stop"];

    public async Task<Reply> AnswerAsync(ChatCommand command, CancellationToken ct)
    {
        var known = await store.FindAsync(command.Chat, ct);
        var subscription = known ?? new Subscription { Chat = command.Chat, Topics = [], Language = command.WriterLanguage ?? Language.English };
        var texts = ChatTexts.For(subscription.Language);
        if (Refusal(command, subscription, texts) is { } refusal)
            return new Reply(subscription.Language, refusal);
        return command.Verb switch
        {
            "start" when command.Words.Length > 0 => await SubscribeAsync(subscription, command.Words, ct),
            "start" => new Reply(subscription.Language, texts.Start),
            "help" => new Reply(subscription.Language, texts.Help),
            "topics" => new Reply(subscription.Language, TopicList.Of(rules.Current.Rules, subscription)),
            "subscribe" => await SubscribeAsync(subscription, command.Words, ct),
            "unsubscribe" => await UnsubscribeAsync(subscription, command.Words, ct),
            "status" => new Reply(subscription.Language, Status(subscription, texts)),
            "language" => await SetLanguageAsync(subscription, command.Words, ct),
            "stop" => await StopAsync(subscription, ct),
            _ => new Reply(subscription.Language, $"{texts.Unknown}\n\n{texts.Help}"),
        };
    }

    /// <summary>Why the command may not be carried out; null when it may.</summary>
    private static string? Refusal(ChatCommand command, Subscription subscription, ChatTexts texts)
    {
        // A deep link (t.me/bot?start=libya) subscribes.
        var changes = Changing.Contains(command.Verb) || (command.Verb == "start" && command.Words.Length > 0);
        if (!changes)
            return null;
        return !command.MayChange ? texts.OnlyAdmins
            : subscription.ByOperator && command.Verb != "language" ? texts.ByOperator
            : null;
    }

    private async Task<Reply> SubscribeAsync(Subscription subscription, string words, CancellationToken ct)
    {
        var texts = ChatTexts.For(subscription.Language);
        var wish = TopicWish.Read(words, rules.Current.Rules, subscription.Language);
        if (wish.Problem is { } problem)
            return new Reply(subscription.Language, problem);
        var topics = wish.All ? [Subscription.AllTopics] : subscription.Topics.Where(t => t != Subscription.AllTopics).Union(wish.Ids).ToList();
        var changed = subscription with { Topics = [.. topics] };
        await store.SaveAsync(changed, ct);
        return new Reply(subscription.Language, texts.Subscribed.Replace("{0}", Followed(changed), StringComparison.Ordinal));
    }

    private async Task<Reply> UnsubscribeAsync(Subscription subscription, string words, CancellationToken ct)
    {
        var texts = ChatTexts.For(subscription.Language);
        var wish = TopicWish.Read(words, rules.Current.Rules, subscription.Language);
        if (wish.Problem is { } problem)
            return new Reply(subscription.Language, problem);
        var before = subscription.Topics.Contains(Subscription.AllTopics) ? rules.Current.Rules.Select(r => r.Id) : subscription.Topics;
        var changed = subscription with { Topics = wish.All ? [] : [.. before.Except(wish.Ids)] };
        await store.SaveAsync(changed, ct);
        var named = wish.All ? ChatTexts.Isolate(texts.AllTopics) : TitlesOf(wish.Ids, subscription.Language);
        return new Reply(subscription.Language, changed.Topics.Count == 0 ? texts.NothingLeft : texts.Unsubscribed.Replace("{0}", named, StringComparison.Ordinal));
    }

    private async Task<Reply> SetLanguageAsync(Subscription subscription, string words, CancellationToken ct)
    {
        if (LanguageNames.Read(words) is not { } language)
            return new Reply(subscription.Language, ChatTexts.For(subscription.Language).WhichLanguage);
        await store.SaveAsync(subscription with { Language = language }, ct);
        return new Reply(language, ChatTexts.For(language).LanguageSet);
    }

    private async Task<Reply> StopAsync(Subscription subscription, CancellationToken ct)
    {
        await store.ForgetAsync(subscription.Chat, ct);
        return new Reply(subscription.Language, ChatTexts.For(subscription.Language).Stopped);
    }

    private string Status(Subscription subscription, ChatTexts texts)
    {
        if (subscription.Topics.Count == 0)
            return texts.NotSubscribed;
        var lines = new List<string> { texts.Status.Replace("{0}", Followed(subscription), StringComparison.Ordinal) };
        if (subscription.DigestAt is { } at)
            lines.Add(ChatTexts.Fill(texts.StatusDigest, $"{at:HH:mm}", subscription.Zone.Id));
        if (subscription.Quiet is { } quiet)
            lines.Add(ChatTexts.Fill(texts.StatusQuiet, $"{quiet.From:HH:mm}", $"{quiet.Until:HH:mm}", subscription.Zone.Id));
        return string.Join('\n', lines);
    }

    private string Followed(Subscription subscription) => subscription.Topics.Contains(Subscription.AllTopics)
        ? ChatTexts.Isolate(ChatTexts.For(subscription.Language).AllTopics)
        : TitlesOf(subscription.Topics, subscription.Language);

    private string TitlesOf(IEnumerable<string> ids, Language language) =>
        ChatTexts.For(language).List(ids.Select(id => rules.Current.Rules.FirstOrDefault(r => r.Id == id)?.Title.In(language) ?? id));
}
