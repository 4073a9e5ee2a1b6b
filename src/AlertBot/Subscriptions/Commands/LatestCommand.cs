using AlertBot.Rules;

namespace AlertBot.Subscriptions.Commands;

/// <summary><c>/latest</c>: the newest stories on the chat's topics, or on those named.</summary>
internal sealed class LatestCommand(ToldStore told, RuleBook rules)
{
    private const int Most = 5;

    public async Task<Reply> LatestAsync(Asking asking, CancellationToken ct)
    {
        IReadOnlyList<string> topics =
            asking.Subscription.Topics.Count > 0 ? asking.Subscription.Topics : [Subscription.AllTopics];
        if (asking.Words.Length > 0)
        {
            var wish = TopicWish.Read(asking.Words, rules.Current.Rules, asking.Language);
            if (wish.Problem is { } problem)
                return asking.Reply(problem);
            topics = wish.All ? [Subscription.AllTopics] : wish.Ids;
        }
        var stories = await told.LatestAsync(topics, Most, ct);
        return asking.Reply(
            stories.Count == 0
                ? asking.Texts.LatestNone
                : $"{asking.Texts.Latest}\n\n{string.Join("\n\n", stories.Select(story => Lines(story, asking)))}"
        );
    }

    private static string Lines(ToldEntry story, Asking asking)
    {
        var title = MarkedText.Plain(story.Title);
        var head =
            $"• {ChatTexts.Isolate(title.Length > 200 ? title[..200] + "…" : title)}\n"
            + $"{ChatTexts.Isolate(MarkedText.Plain(story.Publisher))} · "
            + ChatTexts.Isolate(ChatTexts.Time(story.Published ?? story.FirstSeen, asking.Subscription.Zone));
        return story.Link is null ? head : $"{head}\n{story.Link}";
    }
}
