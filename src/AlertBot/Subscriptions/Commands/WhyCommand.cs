using AlertBot.Chats;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Follows;
using AlertBot.Stories.TalksState;

namespace AlertBot.Subscriptions.Commands;

/// <summary><c>/why</c>: which rule made an alert, by which words, from whom and when.</summary>
internal sealed class WhyCommand(DeliveredMessages delivered, CurrentRules rules)
{
    /// <summary>Of a digest; each takes some lines.</summary>
    private const int Most = 4;

    public async Task<Reply> WhyAsync(CommandContext context, CancellationToken ct)
    {
        var alerts = await delivered.BehindAsync(context.Command.Chat, context.Command.About, Most, ct);
        if (alerts.Count == 0)
            return context.Reply(context.Command.About is null ? context.Texts.WhyNone : context.Texts.WhyNotMine);
        var answers = new List<string>();
        foreach (var alert in alerts)
            answers.Add(await ExplainAsync(alert, context, ct));
        var stories = await delivered.StoriesBehindAsync(context.Command.Chat, context.Command.About, ct);
        var choices = new List<IReadOnlyList<Choice>>();
        if (stories is [var story] && !context.Subscription.ByOperator)
            choices.Add(MuteCommands.ChoicesFor(story, context.Texts));
        if (alerts is [{ } entry])
            choices.Add([FeedbackCommand.ChoiceFor(entry, context.Texts)]);
        return context.Panel(string.Join("\n\n", answers), choices) with { Replaces = false };
    }

    private async Task<string> ExplainAsync(long? entryId, CommandContext context, CancellationToken ct)
    {
        if (entryId is not { } id || await delivered.FindAsync(id, ct) is not { } entry)
            return context.Texts.WhyForgotten;
        var matches = await delivered.MatchesAsync(id, ct);
        var wanted = matches.Where(m => context.Subscription.Wants(m.RuleId)).ToList();
        // What other chats follow is theirs.
        var shown = wanted.Count > 0 ? wanted : matches.Where(m => !FollowExpression.IsRuleId(m.RuleId));
        var text = entry.ToEntry();
        var zone = context.Subscription.Zone;
        var link = entry.Link is null ? "" : $"\n{entry.Link}";
        return string.Join(
            '\n',
            [
                SafeText.Fill(context.Texts.Why, Shorten(MarkedText.WithoutMarks(entry.Title))),
                .. shown.Select(m => LineOf(m, text, context)),
                SafeText.Fill(context.Texts.WhySource, MarkedText.WithoutMarks(entry.Publisher)) + link,
                .. await StorySourcesAsync(id, context, ct),
                entry.Published is { } published
                    ? SafeText.Fill(
                        context.Texts.WhyTimes,
                        ChatTexts.Time(published, zone),
                        ChatTexts.Time(entry.FirstSeen, zone)
                    )
                    : SafeText.Fill(context.Texts.WhySeen, ChatTexts.Time(entry.FirstSeen, zone)),
                SafeText.Fill(context.Texts.WhyRules, matches.Count > 0 ? matches[0].RulesVersion : "?"),
            ]
        );
    }

    private string LineOf(DeliveredMatch match, Entry text, CommandContext context) =>
        context.Subscription.Follows.FirstOrDefault(follow => follow.RuleId == match.RuleId) is { } follow
            ? SafeText.Fill(context.Texts.WhyFollow, follow.Expression.Text)
                + $": {MarkedText.Render(text, match.ReadSpans())}"
            : MarkedText.Line(
                rules.Current.Rules.FirstOrDefault(r => r.Id == match.RuleId),
                match.RuleId,
                context.Language,
                text,
                match.ReadSpans()
            );

    /// <summary>
    /// Who else tells the story, each with its camp; where they report different things of talks, what each says.
    /// </summary>
    private async Task<IEnumerable<string>> StorySourcesAsync(long entry, CommandContext context, CancellationToken ct)
    {
        var sources = await delivered.SourcesAsync(entry, ct);
        if (sources.Count < 2)
            return [];
        var differ = sources.Where(s => s.State is not null).Select(s => s.State).Distinct().Count() > 1;
        var named = sources.Select(s =>
        {
            string?[] notes =
            [
                s.Camp is null ? null : MarkedText.WithoutMarks(context.Texts.CampName(s.Camp)),
                differ ? StateNames.Find(s.State)?.In(context.Language) : null,
            ];
            var shown = string.Join(context.Texts.ListSeparator, notes.OfType<string>());
            return shown.Length > 0
                ? $"{MarkedText.WithoutMarks(s.Publisher)} ({shown})"
                : MarkedText.WithoutMarks(s.Publisher);
        });
        return [SafeText.Fill(context.Texts.WhyStory, string.Join(" · ", named))];
    }

    private static string Shorten(string title) => title.Length > 200 ? $"{title[..200]}…" : title;
}
