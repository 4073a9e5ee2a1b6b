using System.Globalization;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Subscriptions.Commands.Arguments;

namespace AlertBot.Subscriptions.Commands;

/// <summary>What a chat follows: showing it, and changing it by name or by tapping.</summary>
internal sealed class TopicCommands(SubscriptionStore store, CurrentRules rules, TimeProvider clock)
{
    private IReadOnlyList<Rule> Rules => rules.Current.Rules;

    /// <summary>
    /// <c>/start</c>, or what a deep link says: it carries letters, digits, - and _ only, so several topics are joined
    /// by the last.
    /// </summary>
    public Task<Reply> StartAsync(CommandContext context, CancellationToken ct) =>
        context.Words.Length > 0
            ? SubscribeAsync(context, context.Words.Replace('_', ' '), ct)
            : Task.FromResult(Start(context));

    /// <summary><c>/subscribe WORDS</c>; without words the topics to choose from.</summary>
    public Task<Reply> SubscribeOrListAsync(CommandContext context, CancellationToken ct) =>
        context.Words.Length > 0 ? SubscribeAsync(context, context.Words, ct) : Task.FromResult(List(context));

    private Reply Start(CommandContext context) =>
        context.Panel(
            context.Command.MayChange ? context.Texts.Start : $"{context.Texts.Start}\n\n{context.Texts.OnlyAdmins}",
            Shortcuts(context)
        ) with
        {
            Replaces = false,
        };

    /// <summary>Every topic with its id, those the chat follows ticked; eight to a page, as buttons.</summary>
    public Reply List(CommandContext context) =>
        List(
            context,
            int.TryParse(context.Words, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 0
        );

    /// <summary>
    /// <c>p 0 +libya</c>: a topic picked on a page, and what is wished. Short, because ids are up to 40 characters
    /// long.
    /// </summary>
    public async Task<Reply> PickAsync(CommandContext context, CancellationToken ct)
    {
        if (
            context.Words.Split(' ') is not [var number, { Length: > 1 } parsed]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
        )
            return List(context);
        var id = parsed[1..];
        if (id != Subscription.AllTopics && Rules.All(rule => rule.Id != id))
            return List(context, page); // The button is older than the rules.
        var changed = parsed[0] == '+' ? With(context.Subscription, [id]) : Without(context.Subscription, [id]);
        await store.SaveAsync(changed, ct);
        return List(context with { Subscription = changed, IsKnown = true }, page);
    }

    public async Task<Reply> SubscribeAsync(CommandContext context, string words, CancellationToken ct)
    {
        var parsed = TopicArgumentParser.Parse(words, Rules, context.Language);
        if (parsed.Problem is { } problem)
            return context.Reply(problem);
        var changed = With(context.Subscription, parsed.All ? [Subscription.AllTopics] : parsed.Ids);
        await store.SaveAsync(changed, ct);
        return context.Panel(
            context.Texts.Subscribed.Replace("{0}", Followed(changed), StringComparison.Ordinal),
            Shortcuts(context)
        ) with
        {
            Replaces = false,
        };
    }

    public async Task<Reply> UnsubscribeAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Length == 0)
            return List(context);
        var parsed = TopicArgumentParser.Parse(context.Words, Rules, context.Language);
        if (parsed.Problem is { } problem)
            return context.Reply(problem);
        var changed = Without(context.Subscription, parsed.All ? [Subscription.AllTopics] : parsed.Ids);
        await store.SaveAsync(changed, ct);
        var named = parsed.All ? SafeText.Isolate(context.Texts.AllTopics) : TitlesOf(parsed.Ids, context.Language);
        return context.Reply(
            changed.IsEmpty
                ? context.Texts.NothingLeft
                : context.Texts.Unsubscribed.Replace("{0}", named, StringComparison.Ordinal)
        );
    }

    public Reply Status(CommandContext context)
    {
        var (subscription, texts) = (context.Subscription, context.Texts);
        if (subscription.IsEmpty)
            return context.Panel(texts.NotSubscribed, Shortcuts(context)) with { Replaces = false };
        return context.Panel(string.Join('\n', Describe(subscription)), Shortcuts(context)) with { Replaces = false };
    }

    /// <summary>What a chat gets and when, a line each, in its language.</summary>
    public IEnumerable<string> Describe(Subscription subscription)
    {
        var texts = ChatTexts.For(subscription.Language);
        return
        [
            .. subscription.Topics.Count == 0
                ? []
                : new[] { texts.Status.Replace("{0}", Followed(subscription), StringComparison.Ordinal) },
            .. FollowCommands.Describe(subscription, texts),
            .. MuteCommands.Describe(subscription, texts, clock.GetUtcNow()),
            .. TimeCommands.Describe(subscription, texts),
            .. DescribeTimings(subscription, texts),
            .. BriefCommand.Describe(subscription, texts),
            .. FilterCommands.Describe(subscription, texts),
            .. ReportCommands.Describe(subscription, texts),
        ];
    }

    /// <summary>When single topics come, in one line; none where all come as usual.</summary>
    public IEnumerable<string> DescribeTimings(Subscription subscription, ChatTexts texts) =>
        subscription.Timings.Count == 0
            ? []
            :
            [
                texts.StatusWhen.Replace(
                    "{0}",
                    texts.List(
                        subscription.Timings.Select(timing =>
                            $"{NameOf(timing.Key, subscription)} – {texts.Timings[timing.Value.Code()]}"
                        )
                    ),
                    StringComparison.Ordinal
                ),
            ];

    /// <summary>A topic's title, or the words that a follow stands for.</summary>
    private string NameOf(string id, Subscription subscription) =>
        subscription.Follows.FirstOrDefault(follow => follow.RuleId == id)?.Expression.Text
        ?? Rules.FirstOrDefault(rule => rule.Id == id)?.Title.In(subscription.Language)
        ?? id;

    /// <summary>
    /// <c>/when oil digest</c>, <c>/when ceasefire now</c>, <c>/when 2 must</c> (words by number); a topic alone is
    /// shown with its choices, no topic with those that differ.
    /// </summary>
    public async Task<Reply> WhenAsync(CommandContext context, CancellationToken ct)
    {
        var (subscription, texts) = (context.Subscription, context.Texts);
        var parsed = TimingArgumentParser.Parse(context.Words);
        if (parsed.What.Length == 0)
            return WhenPanel(context, []);
        var follows = FollowCommands.Named(parsed.What, subscription.Follows);
        IReadOnlyList<string> ids = [.. follows.Select(follow => follow.RuleId)];
        if (ids.Count == 0 || parsed.What == Subscription.AllTopics)
        {
            var topics = TopicArgumentParser.Parse(parsed.What, Rules, context.Language);
            if (topics.Problem is { } problem)
                return WhenPanel(context, [], problem);
            ids = topics.All ? [.. Rules.Select(rule => rule.Id), .. ids] : topics.Ids;
        }
        if (parsed.Timing is not { } timing)
            return WhenPanel(context, ids);
        var timings = subscription.Timings.Where(known => !ids.Contains(known.Key)).ToDictionary();
        if (timing != TopicTiming.Usual)
            foreach (var id in ids)
                timings[id] = timing;
        var changed = subscription with { Timings = timings };
        await store.SaveAsync(changed, ct);
        return WhenPanel(context with { Subscription = changed, IsKnown = true }, ids.Count == 1 ? ids : []);
    }

    /// <summary><c>w d oil</c>: what a button says, short since ids are up to 40 characters long.</summary>
    public Task<Reply> PickTimingAsync(CommandContext context, CancellationToken ct)
    {
        var code = Enum.GetValues<TopicTiming>()
            .Select(t => t.Code())
            .FirstOrDefault(c => context.Words.StartsWith($"{c[0]} ", StringComparison.Ordinal));
        var words = code is null ? "" : $"{context.Words[2..]} {code}";
        return WhenAsync(context with { Command = context.Command with { Words = words } }, ct);
    }

    /// <summary>Of one topic its four choices; else a button for each topic the chat follows.</summary>
    private Reply WhenPanel(CommandContext context, IReadOnlyList<string> ids, string? problem = null)
    {
        var (subscription, texts) = (context.Subscription, context.Texts);
        string[] lines =
        [
            .. problem is null ? [] : new[] { problem, "" },
            .. DescribeTimings(subscription, texts).DefaultIfEmpty(texts.StatusWhenUsual),
            "",
            ids.Count == 1
                ? texts.WhenOf.Replace("{0}", SafeText.Isolate(NameOf(ids[0], subscription)), StringComparison.Ordinal)
                : texts.WhenHow,
        ];
        var own = Rules.Select(rule => rule.Id).Where(subscription.Wants);
        IEnumerable<IReadOnlyList<Choice>> choices =
            ids.Count == 1
                ? Enum.GetValues<TopicTiming>()
                    .Select(timing =>
                        (IReadOnlyList<Choice>)
                            [
                                new Choice(
                                    CheckedChoices.Label(
                                        texts.Timings[timing.Code()],
                                        subscription.Timings.GetValueOrDefault(ids[0]) == timing
                                    ),
                                    $"w {timing.Code()[0]} {Shortest(ids[0], subscription)}"
                                ),
                            ]
                    )
                    .Append([new Choice($"◀ {texts.Buttons["topics"]}", "when")])
                : own.Concat(subscription.Follows.Select(follow => follow.RuleId))
                    .Take(MostTimed)
                    .Select(id => new Choice(NameOf(id, subscription), $"when {Shortest(id, subscription)}"))
                    .Chunk(2);
        return context.Panel(string.Join('\n', lines), subscription.ByOperator ? [] : choices);
    }

    /// <summary>What a button says of a topic, or of words by their number.</summary>
    private static string Shortest(string id, Subscription subscription) =>
        subscription.Follows.FirstOrDefault(follow => follow.RuleId == id) is { } follow ? $"{follow.Number}" : id;

    /// <summary>A keyboard of more is not looked through; the others are written.</summary>
    private const int MostTimed = 40;

    private Reply List(CommandContext context, int page)
    {
        var subscription = context.Subscription;
        var pages = CheckedChoices.Pages(Rules.Count);
        page = Math.Clamp(page, 0, pages - 1);
        var all = subscription.Topics.Contains(Subscription.AllTopics);
        var followed = Rules.Count(rule => subscription.Wants(rule.Id));
        var text = string.Join(
            '\n',
            [
                (
                    context.Command.MayChange && !subscription.ByOperator
                        ? context.Texts.Topics
                        : context.Texts.TopicsShown
                ).For(context.Language, followed),
                .. Rules.Select(rule =>
                    $"{(subscription.Wants(rule.Id) ? "✓" : "·")} "
                    + $"{SafeText.Isolate(rule.Title.In(context.Language))} – {SafeText.Isolate(rule.Id)}"
                ),
            ]
        );
        var choices = Rules
            .Skip(page * CheckedChoices.PageSize)
            .Take(CheckedChoices.PageSize)
            .Select(rule =>
                (IReadOnlyList<Choice>)
                    [Pick(page, rule.Id, rule.Title.In(context.Language), subscription.Wants(rule.Id))]
            )
            .Concat(CheckedChoices.Turn(page, pages, "topics"))
            .Append([Pick(page, Subscription.AllTopics, context.Texts.AllTopics, all)]);
        return context.Panel(text, subscription.ByOperator ? [] : choices);
    }

    private static Choice Pick(int page, string id, string label, bool holds) =>
        new(CheckedChoices.Label(label, holds), $"p {page} {(holds ? '-' : '+')}{id}");

    private static List<IReadOnlyList<Choice>> Shortcuts(CommandContext context) =>
        [
            [
                new Choice(context.Texts.Buttons["topics"], "topics"),
                new Choice(context.Texts.Buttons["language"], "language"),
            ],
            [
                new Choice(context.Texts.Buttons["digest"], "digest"),
                new Choice(context.Texts.Buttons["quiet"], "quiet"),
            ],
        ];

    private static Subscription With(Subscription subscription, IReadOnlyList<string> ids) =>
        subscription with
        {
            Topics = ids.Contains(Subscription.AllTopics)
                ? [Subscription.AllTopics]
                : [.. subscription.Topics.Where(t => t != Subscription.AllTopics).Union(ids)],
        };

    private Subscription Without(Subscription subscription, IReadOnlyList<string> ids)
    {
        var before = subscription.Topics.Contains(Subscription.AllTopics)
            ? Rules.Select(r => r.Id)
            : subscription.Topics;
        return subscription with { Topics = ids.Contains(Subscription.AllTopics) ? [] : [.. before.Except(ids)] };
    }

    private string Followed(Subscription subscription) =>
        subscription.Topics.Contains(Subscription.AllTopics)
            ? SafeText.Isolate(ChatTexts.For(subscription.Language).AllTopics)
            : TitlesOf(subscription.Topics, subscription.Language);

    private string TitlesOf(IEnumerable<string> ids, Language language) =>
        ChatTexts.For(language).List(ids.Select(id => Rules.FirstOrDefault(r => r.Id == id)?.Title.In(language) ?? id));
}
