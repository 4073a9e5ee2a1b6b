using System.CommandLine;
using System.Globalization;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.Runtime;
using AlertBot.Search;
using AlertBot.Storage;

namespace AlertBot.Cli;

/// <summary><c>search</c>: what is stored, by words and filters, newest first.</summary>
internal static class SearchVerb
{
    public static Command Command(Terminal terminal)
    {
        var words = new Argument<string[]>("WORDS")
        {
            Description = "Words in any form, \"phrases\" in quotes; -word to leave out stands after --",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var days = new Option<int?>("--days") { Description = "How far back, 1 to 3650", HelpName = "N" };
        var topic = new Option<string>("--topic") { Description = "A rule, by id or title", HelpName = "RULE" };
        var source = new Option<string>("--source") { Description = "A publisher or feed by name", HelpName = "NAME" };
        var state = new Option<string>("--state")
        {
            Description = "What is reported of talks: signed, …",
            HelpName = "STATE",
        };
        var place = new Option<string>("--place") { Description = "A place in all its spellings", HelpName = "NAME" };
        var most = new Option<int>("--most")
        {
            Description = $"How many, 1 to {SearchExport.Most}",
            DefaultValueFactory = _ => 20,
            HelpName = "N",
        };
        var csv = new Option<bool>("--csv") { Description = "As a table for spreadsheets" };
        var json = new Option<bool>("--json") { Description = "As JSON" };
        var command = new Command("search", "What is stored, by words in all their forms, newest first.")
        {
            words,
            days,
            topic,
            source,
            state,
            place,
            most,
            csv,
            json,
        };
        command.SetAction(
            (parsed, ct) =>
                RunAsync(
                    CommandLine.Folder(parsed),
                    new SearchRequest
                    {
                        Words = string.Join(' ', (parsed.GetValue(words) ?? []).Select(Quoted)),
                        Past = parsed.GetValue(days) is { } back
                            ? TimeSpan.FromDays(InRange("--days", back, 3650))
                            : null,
                        Topic = parsed.GetValue(topic) ?? "",
                        Source = parsed.GetValue(source) ?? "",
                        State = parsed.GetValue(state) ?? "",
                        Place = parsed.GetValue(place) ?? "",
                    },
                    InRange("--most", parsed.GetValue(most), SearchExport.Most),
                    parsed.GetValue(csv) ? SearchExport.ToCsv
                        : parsed.GetValue(json) ? hits => SearchExport.ToJson(hits) + "\n"
                        : Lines,
                    terminal,
                    ct
                )
        );
        return command;
    }

    private static int InRange(string option, int value, int most) =>
        value >= 1 && value <= most
            ? value
            : throw new InvalidDataException($"{option} {value} is out of range; 1 to {most}");

    /// <summary>The shell has taken the quotes off a phrase.</summary>
    private static string Quoted(string word) =>
        word.Contains(' ', StringComparison.Ordinal) && !word.Contains('"', StringComparison.Ordinal)
            ? word[0] == '-'
                ? $"-\"{word[1..]}\""
                : $"\"{word}\""
            : word;

    private static async Task<int> RunAsync(
        ConfigFolder folder,
        SearchRequest request,
        int most,
        Func<IEnumerable<SearchHit>, string> write,
        Terminal terminal,
        CancellationToken ct
    )
    {
        using var host = AlertBotHost.Build(folder);
        if (!host.Services.GetRequiredService<Database>().Dialect.Exists())
            throw new InvalidDataException("there is no store yet, so there is nothing to search");
        host.Services.GetRequiredService<Schema>().Upgrade();
        await host.Services.GetRequiredService<SearchIndex>().FillAsync(ct);
        var (query, problem) = await host.Services.GetRequiredService<SearchReader>().ReadAsync(request, ct);
        if (query is null)
            throw new InvalidDataException(Say(problem!));
        var found = await host.Services.GetRequiredService<EntrySearch>().FindAsync(query, null, most, ct);
        await terminal.Out.WriteAsync(write(found.Hits));
        if (found.IsCut)
            await terminal.Error.WriteLineAsync("alertbot: time ran out before all of it was found; narrow the search");
        else if (found.Hits.Count == 0)
            await terminal.Error.WriteLineAsync("alertbot: nothing was found");
        return Exit.Fine;
    }

    private static string Lines(IEnumerable<SearchHit> hits) =>
        string.Concat(
            hits.Select(hit =>
            {
                var time = hit.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                var what = string.Join(
                    ' ',
                    new[] { hit.State }.OfType<string>().Concat(hit.Topics.Select(t => $"#{t}"))
                );
                return $"{time}  {SafeText.Clean(hit.Publisher)}  {SafeText.Clean(hit.Title)}\n"
                    + (what.Length > 0 ? $"    {what}\n" : "")
                    + (hit.Link is null ? "" : $"    {hit.Link}\n");
            })
        );

    private static string Say(SearchProblem problem)
    {
        var near = problem.Near is null ? "" : $"; did you mean \"{problem.Near}\"?";
        return problem.Fault switch
        {
            SearchFault.Nothing => "write words to search for, or name a topic, source, state, place or --days",
            SearchFault.TooLong or SearchFault.TooMany => "these are too many words for one search",
            SearchFault.UnknownPlace => $"no place is known by the name \"{problem.Word}\"",
            SearchFault.UnknownTopic => $"there is no topic \"{problem.Word}\"{near}",
            SearchFault.UnknownSource => $"there is no source \"{problem.Word}\"{near}",
            SearchFault.UnknownState => $"there is no state \"{problem.Word}\"{near}",
            _ => "there is no word to search for in that",
        };
    }
}
