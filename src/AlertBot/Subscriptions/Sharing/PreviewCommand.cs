using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Subscriptions.Commands;
using AlertBot.Subscriptions.Commands.Arguments;

namespace AlertBot.Subscriptions.Sharing;

/// <summary><c>/preview oil</c>: the last three alerts on topics as they would come, before subscribing.</summary>
internal sealed class PreviewCommand(DeliveredMessages delivered, IAlertPreview preview, CurrentRules rules)
{
    private const int Most = 3;

    public async Task<Reply> PreviewAsync(CommandContext context, CancellationToken ct)
    {
        var (texts, topics) = (context.Texts, context.Subscription.Topics);
        if (context.Words.Length > 0)
        {
            var parsed = TopicArgumentParser.Parse(context.Words, rules.Current.Rules, context.Language);
            if (parsed.Problem is { } problem)
                return context.Reply(problem);
            topics = parsed.All ? [Subscription.AllTopics] : parsed.Ids;
        }
        if (topics.Count == 0)
            topics = [Subscription.AllTopics];
        var newest = await delivered.LatestAsync(topics, context.Language, Most, ct);
        var alerts = await preview.ComposeAsync(
            context.Subscription with
            {
                Topics = topics,
                Follows = [],
            },
            [.. newest.Select(entry => entry.Id)],
            ct
        );
        if (alerts.Count == 0)
            return context.Reply(texts.LatestNone);
        var heading = texts.Preview.Replace("{0}", Named(topics, context), StringComparison.Ordinal);
        return context.Panel(
            $"{heading}\n\n{string.Join("\n\n", alerts)}",
            context.Subscription.ByOperator ? [] : Following(topics, context)
        ) with
        {
            Replaces = false,
        };
    }

    /// <summary>
    /// A button that follows what is shown, where it is not followed and its command is short enough.
    /// </summary>
    private static IEnumerable<IReadOnlyList<Choice>> Following(IReadOnlyList<string> topics, CommandContext context)
    {
        var command = $"subscribe {string.Join(' ', topics)}";
        if (!topics.All(context.Subscription.Wants) && command.Length <= Choice.MostCommand)
            yield return [new Choice(context.Texts.Buttons["follow-these"], command)];
    }

    private string Named(IReadOnlyList<string> topics, CommandContext context) =>
        topics.Contains(Subscription.AllTopics)
            ? SafeText.Isolate(context.Texts.AllTopics)
            : context.Texts.List(
                topics.Select(id =>
                    rules.Current.Rules.FirstOrDefault(rule => rule.Id == id)?.Title.In(context.Language) ?? id
                )
            );
}
