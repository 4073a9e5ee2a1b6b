using System.Text.RegularExpressions;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Search;
using AlertBot.Stories.TalksState;
using AlertBot.Subscriptions.Commands.Arguments;

namespace AlertBot.Subscriptions.Commands;

/// <summary><c>/search WORDS 30d</c>: what is stored, newest first, page by page.</summary>
internal sealed partial class SearchCommand(SearchReader reader, EntrySearch search)
{
    private const int PageSize = 5;
    private const int LongestHeadline = 200;

    public async Task<Reply> SearchAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Length == 0)
            return context.Reply(context.Texts.SearchHow);
        var (text, before) = (SafeText.Clean(context.Words).Replace('\n', ' '), (long?)null);
        if (Turn().Match(context.Words) is { Success: true } turn)
        {
            if (SearchKey.FindQuestion(context.Command, turn.Groups["key"].Value) is not { } asked)
                return context.Reply(context.Texts.SearchGone);
            text = asked;
            before = long.TryParse(turn.Groups["before"].Value, out var id) ? id : null;
        }
        var (query, problem) = await reader.ReadAsync(SearchArgumentParser.Parse(text), ct);
        if (query is null)
            return context.Reply(Say(problem!, context.Texts));
        var found = await search.FindAsync(query, before, PageSize, ct);
        return context.Panel(Write(text, found, context), Turns(text, before, found, context), forAnyone: true);
    }

    private static string Write(string text, SearchResult found, CommandContext context)
    {
        var texts = context.Texts;
        IEnumerable<string> parts =
        [
            SafeText.Fill(found.Hits.Count == 0 ? texts.SearchNone : texts.SearchFound, text),
            .. found.Hits.Select(hit => Lines(hit, context)),
            .. found.IsCut ? [texts.SearchCut] : Array.Empty<string>(),
        ];
        return string.Join("\n\n", parts);
    }

    private static string Lines(SearchHit hit, CommandContext context)
    {
        var title = MarkedText.WithoutMarks(hit.Title);
        var head =
            $"• {SafeText.Isolate(title.Length > LongestHeadline ? title[..LongestHeadline] + "…" : title)}\n"
            + (StateNames.Find(hit.State)?.In(context.Language) is { } state ? $"{SafeText.Isolate(state)} · " : "")
            + $"{SafeText.Isolate(MarkedText.WithoutMarks(hit.Publisher))} · "
            + SafeText.Isolate(ChatTexts.Time(hit.Time, context.Subscription.Zone));
        return hit.Link is null ? head : $"{head}\n{hit.Link}";
    }

    private static IEnumerable<IReadOnlyList<Choice>> Turns(
        string text,
        long? before,
        SearchResult found,
        CommandContext context
    )
    {
        if (before is null && found.Next is null)
            yield break;
        var key = SearchKey.Of(context.Command.Chat, text);
        var row = new List<Choice>();
        if (before is not null)
            row.Add(new Choice($"◀◀ {context.Texts.Buttons["newest"]}", $"search #{key}"));
        if (found.Next is { } next)
            row.Add(new Choice($"{context.Texts.Buttons["older"]} ▶", $"search #{key} {next}"));
        yield return row;
    }

    private static string Say(SearchProblem problem, ChatTexts texts)
    {
        var said = problem.Fault switch
        {
            SearchFault.Nothing => texts.SearchHow,
            SearchFault.TooLong => SafeText.Fill(texts.FollowTooLong, Rules.Follows.FollowExpression.LongestText),
            SearchFault.TooMany => SafeText.Fill(texts.FollowTooMany, Rules.Follows.FollowExpression.MostParts),
            SearchFault.UnknownTopic => SafeText.Fill(texts.NoTopic, problem.Word),
            SearchFault.UnknownSource => SafeText.Fill(texts.SourceUnknown, problem.Word),
            SearchFault.UnknownState => SafeText.Fill(texts.StateUnknown, problem.Word),
            SearchFault.UnknownPlace => SafeText.Fill(texts.PlaceUnknown, problem.Word),
            _ => $"{texts.SearchUnreadable}\n\n{texts.SearchHow}",
        };
        return problem.Near is null ? said : $"{said} {SafeText.Fill(texts.DidYouMean, problem.Near)}";
    }

    [GeneratedRegex("^#(?<key>[0-9a-f]{12})(?: (?<before>[0-9]{1,18}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Turn();
}
