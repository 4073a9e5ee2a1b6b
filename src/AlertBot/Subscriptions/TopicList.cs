using AlertBot.Rules;

namespace AlertBot.Subscriptions;

/// <summary>The answer to /topics: every topic with its id, those the chat follows ticked.</summary>
internal static class TopicList
{
    public static string Of(IReadOnlyList<Rule> rules, Subscription subscription) => string.Join('\n',
    [
        ChatTexts.For(subscription.Language).Topics,
        .. rules.Select(rule => $"{(subscription.Wants(rule.Id) ? "✓" : "·")} {ChatTexts.Isolate(rule.Title.In(subscription.Language))} – {ChatTexts.Isolate(rule.Id)}"),
    ]);
}
