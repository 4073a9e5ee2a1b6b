using AlertBot.Rules;
using AlertBot.Stories;

namespace AlertBot.Subscriptions.Commands;

/// <summary><c>/why</c>: which rule made an alert, by which words, from whom and when.</summary>
internal sealed class WhyCommand(ToldStore told, RuleBook rules)
{
    /// <summary>Of a digest; each takes some lines.</summary>
    private const int Most = 4;

    public async Task<Reply> WhyAsync(Asking asking, CancellationToken ct)
    {
        var alerts = await told.BehindAsync(asking.Command.Chat, asking.Command.About, Most, ct);
        if (alerts.Count == 0)
            return asking.Reply(asking.Command.About is null ? asking.Texts.WhyNone : asking.Texts.WhyNotMine);
        var answers = new List<string>();
        foreach (var alert in alerts)
            answers.Add(await ExplainAsync(alert, asking, ct));
        return asking.Reply(string.Join("\n\n", answers));
    }

    private async Task<string> ExplainAsync(long? entryId, Asking asking, CancellationToken ct)
    {
        if (entryId is not { } id || await told.FindAsync(id, ct) is not { } entry)
            return asking.Texts.WhyForgotten;
        var matches = await told.MatchesAsync(id, ct);
        var wanted = matches.Where(m => asking.Subscription.Wants(m.RuleId)).ToList();
        var text = entry.ToEntry();
        var zone = asking.Subscription.Zone;
        var link = entry.Link is null ? "" : $"\n{entry.Link}";
        return string.Join(
            '\n',
            [
                ChatTexts.Fill(asking.Texts.Why, Shorten(MarkedText.Plain(entry.Title))),
                .. (wanted.Count > 0 ? wanted : matches).Select(m =>
                    MarkedText.Line(
                        rules.Current.Rules.FirstOrDefault(r => r.Id == m.RuleId),
                        m.RuleId,
                        asking.Language,
                        text,
                        m.ReadSpans()
                    )
                ),
                ChatTexts.Fill(asking.Texts.WhySource, MarkedText.Plain(entry.Publisher)) + link,
                .. await StorySourcesAsync(id, asking, ct),
                entry.Published is { } published
                    ? ChatTexts.Fill(
                        asking.Texts.WhyTimes,
                        ChatTexts.Time(published, zone),
                        ChatTexts.Time(entry.FirstSeen, zone)
                    )
                    : ChatTexts.Fill(asking.Texts.WhySeen, ChatTexts.Time(entry.FirstSeen, zone)),
                ChatTexts.Fill(asking.Texts.WhyRules, matches.Count > 0 ? matches[0].RulesVersion : "?"),
            ]
        );
    }

    /// <summary>
    /// Who else tells the story, each with its camp; where they report different things of talks, what each says.
    /// </summary>
    private async Task<IEnumerable<string>> StorySourcesAsync(long entry, Asking asking, CancellationToken ct)
    {
        var sources = await told.SourcesAsync(entry, ct);
        if (sources.Count < 2)
            return [];
        var differ = sources.Where(s => s.State is not null).Select(s => s.State).Distinct().Count() > 1;
        var named = sources.Select(s =>
        {
            string?[] notes =
            [
                s.Camp is null ? null : MarkedText.Plain(s.Camp),
                differ ? StateNames.Of(s.State)?.In(asking.Language) : null,
            ];
            var shown = string.Join(asking.Texts.ListSeparator, notes.OfType<string>());
            return shown.Length > 0 ? $"{MarkedText.Plain(s.Publisher)} ({shown})" : MarkedText.Plain(s.Publisher);
        });
        return [ChatTexts.Fill(asking.Texts.WhyStory, string.Join(" · ", named))];
    }

    private static string Shorten(string title) => title.Length > 200 ? $"{title[..200]}…" : title;
}
