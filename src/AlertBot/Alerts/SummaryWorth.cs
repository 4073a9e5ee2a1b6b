using System.Text.RegularExpressions;
using AlertBot.Feeds;
using AlertBot.Stories;
using Match = AlertBot.Rules.Match;

namespace AlertBot.Alerts;

/// <summary>What each kind of thing a reader looks for adds to a summary, once; found by <c>AlertBot.Bench -- summaries</c>.</summary>
/// <param name="Figure">A figure.</param>
/// <param name="Name">A name of the gazetteer.</param>
/// <param name="Capital">Another name in capitals.</param>
/// <param name="Event">A thing or an action.</param>
/// <param name="Day">A date.</param>
/// <param name="Marked">Words that met a rule.</param>
/// <param name="Quote">A quotation.</param>
/// <param name="Lead">The first sentence; the next have a half and a quarter.</param>
/// <param name="Piece">What every piece costs.</param>
/// <param name="Cut">What every cut costs.</param>
/// <param name="Known">The share that is left of what the headline says already.</param>
internal sealed record SummaryWeights(
    double Figure, double Name, double Capital, double Event, double Day, double Marked, double Quote, double Lead, double Piece, double Cut, double Known)
{
    public static SummaryWeights Shipped { get; } = new(1.8, 0.7, 0.4, 0.5, 2, 1.8, 1.2, 2.8, 0.2, 0.1, 0.7);
}

/// <summary>What the pieces of an entry hold that a reader looks for.</summary>
internal sealed partial class SummaryWorth
{
    private readonly SummaryWeights _weights;
    private readonly List<(int Start, int End, string What, double Worth)> _finds = [];

    public SummaryWorth(Entry entry, Field field, IReadOnlyList<Match> matches, SummaryWeights weights)
    {
        _weights = weights;
        var known = new HashSet<string>(StringComparer.Ordinal);
        var read = entry with { Summary = field == Field.Summary ? entry.Summary : "", Body = field == Field.Body ? entry.Body : "" };
        foreach (var (concept, places) in Glossary.Names.Find(read).Where(f => !f.Concept.StartsWith("theatre-", StringComparison.Ordinal)))
            Note(concept, places, field, weights.Name, known);
        foreach (var (concept, places) in Glossary.Events.Find(read))
            Note(concept, places, field, WorthOf(concept), known);
        foreach (var match in matches)
            Note($"rule:{match.Rule.Id}", match.Spans, field, weights.Marked, known);
        Note(entry, field, Written(), "#", weights.Figure, known);
        Note(entry, field, Capitals(), "", weights.Capital, known);
        Note(entry, field, Quotes(), "«", weights.Quote, known);
        for (var i = 0; i < _finds.Count; i++)
            _finds[i] = _finds[i] with { Worth = _finds[i].Worth * (known.Contains(_finds[i].What) ? weights.Known : 1) };
    }

    /// <summary>What a piece holds, by name, with its worth.</summary>
    public IReadOnlyDictionary<string, double> In(SummaryPiece piece)
    {
        var held = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (_, _, what, worth) in _finds.Where(f => f.Start >= piece.Start && f.End <= piece.Start + piece.Length))
            held[what] = worth;
        return held;
    }

    /// <summary>What a piece adds by its place, whatever it holds.</summary>
    public double OfPlace(SummaryPiece piece) =>
        (piece.Sentence < 3 ? _weights.Lead / (1 << piece.Sentence) : 0) - _weights.Piece - (piece.IsCut ? _weights.Cut : 0);

    private double WorthOf(string concept) => concept switch
    {
        ['n', '-', ..] => _weights.Figure,
        ['d' or 'm' or 'h', '-', ..] => _weights.Day,
        _ => _weights.Event,
    };

    private void Note(string what, IReadOnlyList<Span> places, Field field, double worth, HashSet<string> known)
    {
        if (places.Any(place => place.Field == Field.Title))
            known.Add(what);
        _finds.AddRange(places.Where(place => place.Field == field).Select(place => (place.Start, place.Start + place.Length, what, worth)));
    }

    private void Note(Entry entry, Field field, Regex regex, string prefix, double worth, HashSet<string> known)
    {
        known.UnionWith(regex.Matches(entry.Title).Select(found => prefix + found.Value));
        _finds.AddRange(regex.Matches(entry[field]).Select(found => (found.Index, found.Index + found.Length, prefix + found.Value, worth)));
    }

    [GeneratedRegex(@"[\d٠-٩]+(?:[.,  ][\d٠-٩]+)*")]
    private static partial Regex Written();

    [GeneratedRegex(@"(?<=[\p{Ll},;’'] ?)(?<!\p{L})\p{Lu}[\p{L}'’-]+")]
    private static partial Regex Capitals();

    [GeneratedRegex("«[^»]{3,200}»|“[^”]{3,200}”|\"[^\"]{3,200}\"")]
    private static partial Regex Quotes();
}
