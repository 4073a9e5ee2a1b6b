using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories.TalksState;
using AlertBot.Subscriptions.Commands.Arguments;

namespace AlertBot.Subscriptions.Commands;

/// <summary><c>/latest</c>: the newest stories on the chat's topics, or on those named.</summary>
internal sealed class LatestCommand(DeliveredMessages delivered, CurrentRules rules)
{
    private const int Most = 5;

    public async Task<Reply> LatestAsync(CommandContext context, CancellationToken ct)
    {
        IReadOnlyList<string> topics = context.Subscription.IsEmpty
            ? [Subscription.AllTopics]
            : [.. context.Subscription.Topics, .. context.Subscription.Follows.Select(follow => follow.RuleId)];
        if (context.Words.Length > 0)
        {
            var parsed = TopicArgumentParser.Parse(context.Words, rules.Current.Rules, context.Language);
            if (parsed.Problem is { } problem)
                return context.Reply(problem);
            topics = parsed.All ? [Subscription.AllTopics] : parsed.Ids;
        }
        var stories = await delivered.LatestAsync(topics, context.Language, Most, ct);
        return context.Reply(
            stories.Count == 0
                ? context.Texts.LatestNone
                : $"{context.Texts.Latest}\n\n{string.Join("\n\n", stories.Select(story => Lines(story, context)))}"
        );
    }

    private static string Lines(DeliveredEntry story, CommandContext context)
    {
        var title = MarkedText.WithoutMarks(story.Title);
        var head =
            $"• {SafeText.Isolate(title.Length > 200 ? title[..200] + "…" : title)}\n"
            + (StateNames.Find(story.State)?.In(context.Language) is { } state ? $"{SafeText.Isolate(state)} · " : "")
            + $"{SafeText.Isolate(MarkedText.WithoutMarks(story.Publisher))} · "
            + SafeText.Isolate(ChatTexts.Time(story.Published ?? story.FirstSeen, context.Subscription.Zone));
        return story.Link is null ? head : $"{head}\n{story.Link}";
    }
}
