using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;
using AlertBot.Stories;
using Match = AlertBot.Rules.Match;

namespace AlertBot.Alerts.Summaries;

/// <summary>
/// What each kind of thing a reader looks for adds to a summary, once; fitted by <c>AlertBot.Training -- summaries</c>.
/// </summary>
/// <param name="Figure">A figure in digits.</param>
/// <param name="Number">A number in words, or a figure with its unit.</param>
/// <param name="Day">A date.</param>
/// <param name="Event">A thing or an action.</param>
/// <param name="Name">A name of the gazetteer.</param>
/// <param name="Marked">Words that met a rule; not fitted: they are nearly everywhere, and decide between sentences
/// that are else alike.</param>
/// <param name="Quote">A quotation.</param>
/// <param name="Lead">The first sentence; the next four have a fifth less each.</param>
/// <param name="Piece">What every piece costs.</param>
/// <param name="Cut">What every cut costs.</param>
internal sealed record SummaryWeights(
    double Figure,
    double Number,
    double Day,
    double Event,
    double Name,
    double Marked,
    double Quote,
    double Lead,
    double Piece,
    double Cut
)
{
    public static SummaryWeights Shipped { get; } = new(2.4, 1.0, 1.1, 0.65, 0.4, 0.2, 0.15, 4.3, 0.4, 1.0);
}

/// <summary>What the pieces of an entry hold that a reader looks for.</summary>
internal sealed partial class SummaryScore
{
    /// <summary>News tells the most important first.</summary>
    private const double LeadSentences = 5;

    private readonly SummaryWeights _weights;
    private readonly List<(int Start, int End, string What, double Worth)> _finds = [];

    public SummaryScore(Entry entry, Field field, IReadOnlyList<Match> matches, SummaryWeights weights)
    {
        _weights = weights;
        var read = entry with
        {
            Title = "",
            Summary = field == Field.Summary ? entry.Summary : "",
            Body = field == Field.Body ? entry.Body : "",
        };
        foreach (
            var (concept, places) in Gazetteer
                .Names.Find(read)
                .Where(f => !f.Concept.StartsWith("theatre-", StringComparison.Ordinal))
        )
            Credit(concept, places, field, weights.Name);
        foreach (var (concept, places) in Gazetteer.Events.Find(read))
            Credit(concept, places, field, WorthOf(concept));
        foreach (var match in matches)
            Credit($"rule:{match.Rule.Id}", match.Spans, field, weights.Marked);
        Credit(entry, field, Written(), "#", weights.Figure);
        Credit(entry, field, Quotes(), "«", weights.Quote);
    }

    /// <summary>What a piece holds, by name, with its worth.</summary>
    public IReadOnlyDictionary<string, double> In(SummaryCandidate piece)
    {
        var held = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (
            var (_, _, what, worth) in _finds.Where(f => f.Start >= piece.Start && f.End <= piece.Start + piece.Length)
        )
            held[what] = worth;
        return held;
    }

    /// <summary>What a piece adds by its place, whatever it holds.</summary>
    public double OfPlace(SummaryCandidate piece) =>
        (_weights.Lead * Math.Max(0, LeadSentences - piece.Sentence) / LeadSentences)
        - _weights.Piece
        - (piece.IsCut ? _weights.Cut : 0);

    private double WorthOf(string concept) =>
        concept switch
        {
            ['n', '-', ..] => _weights.Number,
            ['d' or 'm' or 'h', '-', ..] => _weights.Day,
            _ => _weights.Event,
        };

    private void Credit(string what, IReadOnlyList<Span> places, Field field, double worth)
    {
        _finds.AddRange(
            places
                .Where(place => place.Field == field)
                .Select(place => (place.Start, place.Start + place.Length, what, worth))
        );
    }

    private void Credit(Entry entry, Field field, Regex regex, string prefix, double worth)
    {
        _finds.AddRange(
            regex
                .Matches(entry[field])
                .Select(found => (found.Index, found.Index + found.Length, prefix + found.Value, worth))
        );
    }

    [GeneratedRegex(@"[\d٠-٩]+(?:[.,  ][\d٠-٩]+)*")]
    private static partial Regex Written();

    [GeneratedRegex("«[^»]{3,200}»|“[^”]{3,200}”|\"[^\"]{3,200}\"")]
    private static partial Regex Quotes();
}
