using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Subscriptions.Commands.Arguments;

namespace AlertBot.Subscriptions.Commands;

/// <summary>What a chat does not want for a while: a topic, words it follows, the story of an alert.</summary>
internal sealed class MuteCommands(
    SubscriptionStore store,
    DeliveredMessages delivered,
    CurrentRules rules,
    TimeProvider clock
)
{
    private const int LongestTitle = 60;

    /// <summary>Offered for the story of an alert, with the texts of their labels.</summary>
    private static readonly (string Length, string Label)[] Offered = [("1d", "mute-day"), ("7d", "mute-week")];

    /// <summary>
    /// <c>/mute oil 7d</c>, <c>/mute 2 12h digest</c> (words by number), as an answer to an alert <c>/mute 1d</c>; a
    /// button says <c>mute story:12 1d</c>. Without words: what is muted, and how.
    /// </summary>
    public async Task<Reply> MuteAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Length == 0)
            return await ListAsync(context, ct);
        var (subscription, texts, now) = (context.Subscription, context.Texts, clock.GetUtcNow());
        var parsed = MuteArgumentParser.Parse(context.Words, subscription.Zone, now);
        if (parsed.Until is not { } until)
            return context.Reply($"{texts.MuteNoTime}\n\n{texts.MuteHow}");
        var (targets, problem) =
            parsed.What.Length > 0 ? TargetsOf(parsed.What, context) : await StoryBehindAsync(context, ct);
        if (problem is not null)
            return context.Reply(problem);
        var mutes = subscription
            .Mutes.Where(mute => mute.Until > now && !targets.Contains(mute.Target))
            .Concat(targets.Select(target => new Mute(target, until, parsed.Digest)))
            .ToList();
        if (mutes.Count > Mute.Most)
            return context.Reply(SafeText.Fill(texts.MutesFull, Mute.Most));
        var changed = subscription with { Mutes = mutes };
        await store.SaveAsync(changed, ct);
        return await ListAsync(context with { Subscription = changed, IsKnown = true }, ct);
    }

    /// <summary><c>/unmute oil</c>, or <c>all</c>.</summary>
    public async Task<Reply> UnmuteAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Length == 0)
            return await ListAsync(context, ct);
        var subscription = context.Subscription;
        var (targets, problem) = TargetsOf(context.Words, context);
        if (problem is not null)
            return context.Reply(problem);
        var isAll = context.Words.Equals(Subscription.AllTopics, StringComparison.OrdinalIgnoreCase);
        var changed = subscription with
        {
            Mutes = isAll ? [] : [.. subscription.Mutes.Where(mute => !targets.Contains(mute.Target))],
        };
        await store.SaveAsync(changed, ct);
        return await ListAsync(context with { Subscription = changed }, ct);
    }

    /// <summary>Buttons that mute the story of an alert, for below what explains it.</summary>
    public static IReadOnlyList<Choice> ChoicesFor(long story, ChatTexts texts) =>
        [
            .. Offered.Select(offer => new Choice(
                texts.Buttons[offer.Label],
                $"mute {Mute.Story(story)} {offer.Length}"
            )),
        ];

    /// <summary>That something is muted, in one line; none where nothing is.</summary>
    public static IEnumerable<string> Describe(Subscription subscription, ChatTexts texts, DateTimeOffset now) =>
        subscription.Mutes.Count(mute => mute.Until > now) is > 0 and var count
            ? [texts.StatusMutes.For(subscription.Language, count)]
            : [];

    private async Task<Reply> ListAsync(CommandContext context, CancellationToken ct)
    {
        var texts = context.Texts;
        var mutes = context.Subscription.Mutes.Where(mute => mute.Until > clock.GetUtcNow()).ToList();
        var names = new List<string>();
        foreach (var mute in mutes)
            names.Add(await NameOfAsync(mute, context, ct));
        IEnumerable<string> lines =
        [
            .. mutes.Count == 0 ? [texts.MutesNone] : mutes.Zip(names, (mute, name) => LineOf(mute, name, context)),
            "",
            texts.MuteHow,
        ];
        return context.Panel(
            string.Join('\n', lines),
            mutes.Zip(names, (mute, name) => (IReadOnlyList<Choice>)[new Choice($"✕ {name}", $"unmute {mute.Target}")])
        );
    }

    private static string LineOf(Mute mute, string name, CommandContext context) =>
        $"• {SafeText.Fill(
            mute.Digest ? context.Texts.MutedWithDigest : context.Texts.Muted,
            name,
            ChatTexts.Time(mute.Until, context.Subscription.Zone)
        )}";

    private async Task<string> NameOfAsync(Mute mute, CommandContext context, CancellationToken ct)
    {
        if (mute.StoryId is { } story)
            return Shorten(await delivered.TitleOfAsync(story, ct) ?? context.Texts.MuteStory);
        var follow = context.Subscription.Follows.FirstOrDefault(follow => follow.RuleId == mute.Target);
        return Shorten(
            follow?.Expression.Text
                ?? rules.Current.Rules.FirstOrDefault(rule => rule.Id == mute.Target)?.Title.In(context.Language)
                ?? mute.Target
        );
    }

    /// <summary>What words name: a story by its button, words that are followed, topics.</summary>
    private (IReadOnlyList<string> Targets, string? Problem) TargetsOf(string words, CommandContext context)
    {
        if (new Mute(words, default, false).StoryId is not null)
            return ([words], null);
        var follows = FollowCommands.Named(words, context.Subscription.Follows);
        if (words != Subscription.AllTopics && follows.Count > 0)
            return ([.. follows.Select(follow => follow.RuleId)], null);
        if (context.Subscription.Mutes.Any(mute => mute.Target == words))
            return ([words], null);
        var parsed = TopicArgumentParser.Parse(words, rules.Current.Rules, context.Language);
        return parsed.Problem is { } problem ? ([], problem)
            : parsed.All
                ? (
                    [
                        .. rules.Current.Rules.Select(rule => rule.Id),
                        .. context.Subscription.Follows.Select(follow => follow.RuleId),
                    ],
                    null
                )
            : (parsed.Ids, null);
    }

    private async Task<(IReadOnlyList<string> Targets, string? Problem)> StoryBehindAsync(
        CommandContext context,
        CancellationToken ct
    )
    {
        var stories = await delivered.StoriesBehindAsync(context.Command.Chat, context.Command.About, ct);
        return stories.Count > 0
            ? ([.. stories.Select(Mute.Story)], null)
            : ([], context.Command.About is null ? context.Texts.WhyNone : context.Texts.WhyNotMine);
    }

    private static string Shorten(string text)
    {
        var plain = MarkedText.WithoutMarks(text);
        return plain.Length > LongestTitle ? $"{plain[..LongestTitle]}…" : plain;
    }
}
