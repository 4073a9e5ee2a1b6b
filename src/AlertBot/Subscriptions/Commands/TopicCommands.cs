using System.Globalization;
using AlertBot.Config;
using AlertBot.Rules;

namespace AlertBot.Subscriptions.Commands;

/// <summary>What a chat follows: showing it, and changing it by name or by tapping.</summary>
internal sealed class TopicCommands(SubscriptionStore store, RuleBook rules)
{
    private IReadOnlyList<Rule> Rules => rules.Current.Rules;

    public Reply Start(Asking asking) => asking.Panel(asking.Texts.Start, Shortcuts(asking)) with { Replaces = false };

    /// <summary>Every topic with its id, those the chat follows ticked; eight to a page, as buttons.</summary>
    public Reply List(Asking asking) =>
        List(
            asking,
            int.TryParse(asking.Words, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 0
        );

    /// <summary>
    /// <c>p 0 +libya</c>: a topic picked on a page, and what is wished. Short, because ids are up to 40 characters
    /// long.
    /// </summary>
    public async Task<Reply> PickAsync(Asking asking, CancellationToken ct)
    {
        if (
            asking.Words.Split(' ') is not [var number, { Length: > 1 } wish]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
        )
            return List(asking);
        var id = wish[1..];
        if (id != Subscription.AllTopics && Rules.All(rule => rule.Id != id))
            return List(asking, page); // The button is older than the rules.
        var changed = wish[0] == '+' ? With(asking.Subscription, [id]) : Without(asking.Subscription, [id]);
        await store.SaveAsync(changed, ct);
        return List(asking with { Subscription = changed, IsKnown = true }, page);
    }

    public async Task<Reply> SubscribeAsync(Asking asking, string words, CancellationToken ct)
    {
        var wish = TopicWish.Read(words, Rules, asking.Language);
        if (wish.Problem is { } problem)
            return asking.Reply(problem);
        var changed = With(asking.Subscription, wish.All ? [Subscription.AllTopics] : wish.Ids);
        await store.SaveAsync(changed, ct);
        return asking.Panel(
            asking.Texts.Subscribed.Replace("{0}", Followed(changed), StringComparison.Ordinal),
            Shortcuts(asking)
        ) with
        {
            Replaces = false,
        };
    }

    public async Task<Reply> UnsubscribeAsync(Asking asking, CancellationToken ct)
    {
        if (asking.Words.Length == 0)
            return List(asking);
        var wish = TopicWish.Read(asking.Words, Rules, asking.Language);
        if (wish.Problem is { } problem)
            return asking.Reply(problem);
        var changed = Without(asking.Subscription, wish.All ? [Subscription.AllTopics] : wish.Ids);
        await store.SaveAsync(changed, ct);
        var named = wish.All ? ChatTexts.Isolate(asking.Texts.AllTopics) : TitlesOf(wish.Ids, asking.Language);
        return asking.Reply(
            changed.Topics.Count == 0
                ? asking.Texts.NothingLeft
                : asking.Texts.Unsubscribed.Replace("{0}", named, StringComparison.Ordinal)
        );
    }

    public Reply Status(Asking asking)
    {
        var (subscription, texts) = (asking.Subscription, asking.Texts);
        if (subscription.Topics.Count == 0)
            return asking.Panel(texts.NotSubscribed, Shortcuts(asking)) with { Replaces = false };
        var followed = texts.Status.Replace("{0}", Followed(subscription), StringComparison.Ordinal);
        var choices = TimeCommands.Describe(subscription, texts).Concat(ReportCommands.Describe(subscription, texts));
        return asking.Panel($"{followed}\n{string.Join('\n', choices)}", Shortcuts(asking)) with { Replaces = false };
    }

    private Reply List(Asking asking, int page)
    {
        var subscription = asking.Subscription;
        var pages = Ticked.Pages(Rules.Count);
        page = Math.Clamp(page, 0, pages - 1);
        var all = subscription.Topics.Contains(Subscription.AllTopics);
        var followed = Rules.Count(rule => subscription.Wants(rule.Id));
        var text = string.Join(
            '\n',
            [
                asking.Texts.Topics.For(asking.Language, followed),
                .. Rules.Select(rule =>
                    $"{(subscription.Wants(rule.Id) ? "✓" : "·")} "
                    + $"{ChatTexts.Isolate(rule.Title.In(asking.Language))} – {ChatTexts.Isolate(rule.Id)}"
                ),
            ]
        );
        var choices = Rules
            .Skip(page * Ticked.PageSize)
            .Take(Ticked.PageSize)
            .Select(rule =>
                (IReadOnlyList<Choice>)
                    [Pick(page, rule.Id, rule.Title.In(asking.Language), subscription.Wants(rule.Id))]
            )
            .Concat(Ticked.Turn(page, pages, "topics"))
            .Append([Pick(page, Subscription.AllTopics, asking.Texts.AllTopics, all)]);
        return asking.Panel(text, subscription.ByOperator ? [] : choices);
    }

    private static Choice Pick(int page, string id, string label, bool holds) =>
        new(Ticked.Label(label, holds), $"p {page} {(holds ? '-' : '+')}{id}");

    private static List<IReadOnlyList<Choice>> Shortcuts(Asking asking) =>
        [
            [
                new Choice(asking.Texts.Buttons["topics"], "topics"),
                new Choice(asking.Texts.Buttons["language"], "language"),
            ],
            [new Choice(asking.Texts.Buttons["digest"], "digest"), new Choice(asking.Texts.Buttons["quiet"], "quiet")],
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
            ? ChatTexts.Isolate(ChatTexts.For(subscription.Language).AllTopics)
            : TitlesOf(subscription.Topics, subscription.Language);

    private string TitlesOf(IEnumerable<string> ids, Language language) =>
        ChatTexts.For(language).List(ids.Select(id => Rules.FirstOrDefault(r => r.Id == id)?.Title.In(language) ?? id));
}
