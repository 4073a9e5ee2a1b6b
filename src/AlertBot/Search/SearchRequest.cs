using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Follows;
using AlertBot.Rules.Words;
using AlertBot.Stories;
using AlertBot.Stories.TalksState;

namespace AlertBot.Search;

/// <summary>A search as somebody wrote it; what is empty is not asked.</summary>
internal sealed record SearchRequest
{
    public string Words { get; init; } = "";
    public string Place { get; init; } = "";

    /// <summary>An id or a title, in any of the languages.</summary>
    public string Topic { get; init; } = "";

    /// <summary>A publisher, a house, or the name of a feed.</summary>
    public string Source { get; init; } = "";

    /// <summary>A state's code or name, in any of the languages.</summary>
    public string State { get; init; } = "";

    /// <summary>How far back.</summary>
    public TimeSpan? Past { get; init; }
}

/// <summary>Why a search cannot be done.</summary>
internal enum SearchFault
{
    /// <summary>Nothing is asked.</summary>
    Nothing,

    /// <summary>No word is to be looked for, or one can never be found.</summary>
    Words,
    TooLong,
    TooMany,
    UnknownPlace,
    UnknownTopic,
    UnknownSource,
    UnknownState,
}

/// <summary>What is wrong with a search.</summary>
/// <param name="Fault">The kind.</param>
/// <param name="Word">What is not known.</param>
/// <param name="Near">What was perhaps meant; null where nothing is near.</param>
internal sealed record SearchProblem(SearchFault Fault, string Word = "", string? Near = null);

/// <summary>Makes a query of a request, by the topics, sources and names there are.</summary>
internal sealed class SearchReader(FeedSources feeds, CurrentRules rules, TimeProvider clock)
{
    /// <summary>Farther back nothing is stored by any setting.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(3650);

    /// <summary>The query; null, with the problem, where it cannot be made.</summary>
    public async Task<(SearchQuery? Query, SearchProblem? Problem)> ReadAsync(
        SearchRequest request,
        CancellationToken ct
    )
    {
        var query = new SearchQuery
        {
            Since = request.Past is { } past && past < Farthest ? clock.GetUtcNow() - past : null,
        };
        if (request.Words.Length > 0)
        {
            if (!FollowExpression.TryParse(request.Words, out var words, out var fault))
                return (null, new SearchProblem(FaultOf(fault)));
            query = query with { Words = words };
        }
        if (request.Place.Trim() is { Length: > 0 } place)
        {
            if (
                !FollowExpression.TryParse(
                    $"\"{place.Replace("\"", "", StringComparison.Ordinal)}\"",
                    out var name,
                    out _
                )
                || name.Wanted.Count != 1
                || Gazetteer.Names.SpellingsOf(name.Wanted[0]).Count == 0
            )
                return (null, new SearchProblem(SearchFault.UnknownPlace, place));
            query = query with { Place = name };
        }
        return await WithNamesAsync(query, request, ct);
    }

    private async Task<(SearchQuery? Query, SearchProblem? Problem)> WithNamesAsync(
        SearchQuery query,
        SearchRequest request,
        CancellationToken ct
    )
    {
        if (request.Topic.Length > 0)
        {
            var names = rules.Current.Rules.SelectMany(rule => NamesOf(rule.Id, rule.Title)).ToList();
            if (Find(request.Topic, names) is not { } topic)
                return (null, Unknown(SearchFault.UnknownTopic, request.Topic, names));
            query = query with { Topic = topic };
        }
        if (request.State.Length > 0)
        {
            var names = StateNames.Codes.SelectMany(code => NamesOf(code, StateNames.Find(code)!)).ToList();
            if (Find(request.State, names) is not { } state)
                return (null, Unknown(SearchFault.UnknownState, request.State, names));
            query = query with { State = state };
        }
        if (request.Source.Length > 0)
        {
            var sources = await feeds.ListAsync(ct, alsoFormer: true);
            var names = sources.SelectMany(s => new[] { s.Publisher, s.Title, s.Family }).OfType<string>().Distinct();
            var known = names.Select(name => (name, name)).ToList();
            if (Find(request.Source, known) is not { } source)
                return (null, Unknown(SearchFault.UnknownSource, request.Source, known));
            query = query with
            {
                Publishers =
                [
                    .. sources
                        .Where(s => s.Publisher == source || s.Title == source || s.Family == source)
                        .Select(s => s.Publisher)
                        .Distinct(),
                ],
            };
        }
        return query.IsEmpty ? (null, new SearchProblem(SearchFault.Nothing)) : (query, null);
    }

    private static SearchFault FaultOf(FollowFault fault) =>
        fault switch
        {
            FollowFault.TooLong => SearchFault.TooLong,
            FollowFault.TooMany => SearchFault.TooMany,
            _ => SearchFault.Words,
        };

    private static IEnumerable<(string Spelling, string Name)> NamesOf(string code, LocalText title) =>
        LanguageCodes.All.Select(title.In).Prepend(code).Select(spelling => (spelling, code));

    private static string? Find(string word, List<(string Spelling, string Name)> known)
    {
        var key = Folding.Letters(word);
        return known.Find(k => Folding.Letters(k.Spelling) == key).Name;
    }

    private static SearchProblem Unknown(
        SearchFault fault,
        string word,
        IEnumerable<(string Spelling, string Name)> known
    ) => new(fault, word, Suggestion.Nearest(word, known.Select(k => k.Spelling)));
}
