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
    private const int LongestLabel = 30;
    private const int ButtonsInRow = 2;

    /// <summary>A keyboard of more is not looked through; the others are written.</summary>
    private const int MostOffered = 20;

    /// <summary>Of the topics of one alert.</summary>
    private const int MostTopics = 4;

    /// <summary>Says in a button that it asks for how long.</summary>
    private const char Asking = '?';

    /// <summary>Offered for the story of an alert, with the texts of their labels.</summary>
    private static readonly (string Length, string Label)[] Offered = [("1d", "mute-day"), ("7d", "mute-week")];

    /// <summary>
    /// Lengths by the letter that a button has for them, a large one where a digest is to come at the end, and the
    /// texts of their labels: with a topic of 40 letters there is no room for more.
    /// </summary>
    private static readonly (char Letter, string Length, string Label)[] Lengths =
    [
        ('h', "12h", "for-hours"),
        ('d', "1d", "for-day"),
        ('t', "3d", "for-days"),
        ('w', "7d", "for-week"),
    ];

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
        var (targets, problem) =
            parsed.What.Length > 0 ? TargetsOf(parsed.What, context) : await StoryBehindAsync(context, ct);
        if (problem is not null)
            return context.Reply(problem);
        if (parsed.Until is not { } until)
            return parsed.Time == MuteTime.None && targets is [var one]
                ? await AskLengthAsync(one, context, ct)
                : context.Reply($"{texts.MuteNoTime}\n\n{texts.MuteHow}");
        var mutes = subscription
            .Mutes.Where(mute => mute.Until > now && !targets.Contains(mute.Target))
            .Concat(
                targets.Select(target => new Mute(target, until, parsed.Digest)
                {
                    Since = parsed.Time == MuteTime.Length ? now : null,
                })
            )
            .ToList();
        if (mutes.Count > Mute.Most)
            return context.Reply(SafeText.Fill(texts.MutesFull, Mute.Most));
        var changed = subscription with { Mutes = mutes };
        await store.SaveAsync(changed, ct);
        return await ListAsync(context with { Subscription = changed, IsKnown = true }, ct);
    }

    /// <summary>
    /// What buttons say: <c>m</c> below an alert asks what of it to mute, <c>m ? oil</c> for how long, <c>m d oil</c>
    /// mutes it for a day, <c>m D oil</c> with a digest at the end.
    /// </summary>
    public async Task<Reply> PickAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Split(' ', 2) is not [{ Length: 1 } sign, var target])
            return await AskWhatAsync(context, ct);
        if (sign[0] == Asking)
            return await AskLengthAsync(target, context, ct);
        var length = Lengths.FirstOrDefault(known => known.Letter == char.ToLowerInvariant(sign[0])).Length;
        var words = length is null ? target : $"{target} {length}{(char.IsAsciiLetterUpper(sign[0]) ? " digest" : "")}";
        return await MuteAsync(context with { Command = context.Command with { Words = words } }, ct);
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

    /// <summary>The story of an alert, and its topics and words that the chat follows.</summary>
    private async Task<Reply> AskWhatAsync(CommandContext context, CancellationToken ct)
    {
        var (stories, problem) = await StoryBehindAsync(context, ct);
        if (problem is not null || stories.Count > 1)
            return context.Reply(problem ?? context.Texts.MuteHow);
        var entry = (await delivered.BehindAsync(context.Command.Chat, context.Command.About, 1, ct)).FirstOrDefault();
        var matches = entry is { } id ? await delivered.MatchesAsync(id, ct) : [];
        var topics = matches.Select(match => match.RuleId).Where(context.Subscription.Wants).Take(MostTopics);
        return context.Panel(
            context.Texts.MuteWhat,
            topics
                .Select(topic => Ask(topic, NameOf(topic, context)))
                .Prepend(Ask(stories[0], context.Texts.Buttons["this-story"]))
                .Chunk(ButtonsInRow)
        ) with
        {
            // The alert stays.
            Replaces = false,
        };
    }

    private async Task<Reply> AskLengthAsync(string target, CommandContext context, CancellationToken ct)
    {
        var texts = context.Texts;
        var name = await NameOfAsync(target, context, ct);
        return context.Panel(
            SafeText.Fill(texts.MuteFor, name),
            Lengths.Select(length =>
                (IReadOnlyList<Choice>)
                    [
                        new Choice(texts.Buttons[length.Label], $"m {length.Letter} {target}"),
                        new Choice(
                            texts.ThenDigest.Replace("{0}", texts.Buttons[length.Label], StringComparison.Ordinal),
                            $"m {char.ToUpperInvariant(length.Letter)} {target}"
                        ),
                    ]
            )
        );
    }

    private static Choice Ask(string target, string name) => new(Shorten(name, LongestLabel), $"m {Asking} {target}");

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
            names.Add(await NameOfAsync(mute.Target, context, ct));
        IEnumerable<string> lines =
        [
            .. mutes.Count == 0 ? [texts.MutesNone] : mutes.Zip(names, (mute, name) => LineOf(mute, name, context)),
            "",
            texts.MuteHow,
        ];
        var ending = mutes.Zip(names, (mute, name) =>
            (IReadOnlyList<Choice>)[new Choice($"✕ {name}", $"unmute {mute.Target}")]
        );
        return context.Panel(
            string.Join('\n', lines),
            context.Subscription.ByOperator ? [] : ending.Concat(Mutable(context, mutes).Chunk(ButtonsInRow))
        );
    }

    /// <summary>A button for each topic that the chat follows, and for words, that is not muted.</summary>
    private IEnumerable<Choice> Mutable(CommandContext context, List<Mute> mutes) =>
        rules
            .Current.Rules.Select(rule => rule.Id)
            .Where(context.Subscription.Wants)
            .Concat(context.Subscription.Follows.Select(follow => follow.RuleId))
            .Where(id => !mutes.Exists(mute => mute.Target == id))
            .Take(MostOffered)
            .Select(id => Ask(id, NameOf(id, context)));

    private static string LineOf(Mute mute, string name, CommandContext context) =>
        $"• {SafeText.Fill(
            mute.Digest ? context.Texts.MutedWithDigest : context.Texts.Muted,
            name,
            ChatTexts.Time(mute.Until, context.Subscription.Zone)
        )}";

    private async Task<string> NameOfAsync(string target, CommandContext context, CancellationToken ct) =>
        new Mute(target, default, false).StoryId is { } story
            ? Shorten(await delivered.TitleOfAsync(story, ct) ?? context.Texts.MuteStory)
            : NameOf(target, context);

    /// <summary>Of a topic, or of words.</summary>
    private string NameOf(string target, CommandContext context) =>
        Shorten(
            context.Subscription.Follows.FirstOrDefault(follow => follow.RuleId == target)?.Expression.Text
                ?? rules.Current.Rules.FirstOrDefault(rule => rule.Id == target)?.Title.In(context.Language)
                ?? target
        );

    /// <summary>What words name: a story by its button, words that are followed, topics.</summary>
    private (IReadOnlyList<string> Targets, string? Problem) TargetsOf(string words, CommandContext context)
    {
        if (new Mute(words, default, false).StoryId is not null)
            return ([words], null);
        if (context.Subscription.Follows.Any(follow => follow.RuleId == words))
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

    private static string Shorten(string text, int longest = LongestTitle)
    {
        var plain = MarkedText.WithoutMarks(text);
        return plain.Length > longest ? $"{plain[..longest]}…" : plain;
    }
}
