using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;

namespace AlertBot.Alerts.Summaries;

/// <summary>
/// A few sentences of an entry, in its own words: where people act on an alert, nothing may be made up.
/// </summary>
internal static class Summary
{
    /// <summary>UTF-16 units with blanks run together; what a phone shows without a tap.</summary>
    public const int Longest = 400;

    /// <summary>Choices kept on the way through the text; more find hardly better ones.</summary>
    private const int Beam = 120;

    private const int MostRead = 20_000;

    /// <summary>News texts seldom have more sentences that matter.</summary>
    private const int MostSentences = 30;

    /// <summary>
    /// The pieces that tell most, in the text's order; empty when the entry has no text beyond its headline.
    /// </summary>
    public static string Compose(Entry entry, IReadOnlyList<Match> matches, int longest = Longest) =>
        string.Join(' ', Choose(entry, matches, longest, SummaryWeights.Shipped).Select(piece => piece.Shown))
            is var text
        && text.Length <= longest
            ? text
            : SafeText.Cut(text, longest);

    /// <summary>The chosen pieces of the body, or of the summary where there is no body to choose from.</summary>
    public static IReadOnlyList<SummaryCandidate> Choose(
        Entry entry,
        IReadOnlyList<Match> matches,
        int longest,
        SummaryWeights weights
    )
    {
        entry = entry with { Summary = Beginning(entry.Summary), Body = Beginning(entry.Body) };
        foreach (var field in new[] { Field.Body, Field.Summary })
        {
            if (SummaryCandidate.ListOf(entry, field) is { Count: > 0 } pieces)
            {
                var worth = new SummaryScore(entry, field, matches, weights);
                return Choose(pieces, worth.In, worth.OfPlace, longest);
            }
        }
        return [];
    }

    /// <summary>
    /// News tells the most important first; thirty sentences of it are some five thousand characters.
    /// </summary>
    private static string Beginning(string text) => text.Length <= MostRead ? text : text[..MostRead];

    private sealed record Choice(
        IReadOnlyList<SummaryCandidate> Pieces,
        IReadOnlyDictionary<string, double> Held,
        int Length,
        double Worth
    );

    /// <summary>
    /// Goes through the sentences in order, keeping the best choices: what is told twice counts once.
    /// </summary>
    internal static IReadOnlyList<SummaryCandidate> Choose(
        IReadOnlyList<SummaryCandidate> pieces,
        Func<SummaryCandidate, IReadOnlyDictionary<string, double>> held,
        Func<SummaryCandidate, double> place,
        int longest
    )
    {
        var choices = new List<Choice> { new([], new Dictionary<string, double>(), -1, 0) };
        foreach (var sentence in pieces.Where(piece => piece.Sentence < MostSentences).GroupBy(piece => piece.Sentence))
        {
            var more = sentence.SelectMany(piece =>
            {
                var (holds, gain) = (held(piece), place(piece));
                return choices
                    .Where(choice => choice.Length + 1 + piece.Shown.Length <= longest && IsClear(piece, choice))
                    .Select(choice => With(choice, piece, holds, gain));
            });
            choices = [.. choices.Concat(more).OrderByDescending(choice => choice.Worth).Take(Beam)];
        }
        // A lead longer than a summary may be is cut; no alert is better than half of one, but the headline stands
        // above it.
        return choices[0].Pieces.Count > 0
            ? choices[0].Pieces
            : [pieces.FirstOrDefault(piece => piece.Anchor is null, pieces[0])];
    }

    /// <summary>
    /// Whether who or what the piece speaks of is named before it; what was cut off the sentence may have been the
    /// name.
    /// </summary>
    private static bool IsClear(SummaryCandidate piece, Choice choice) =>
        piece.Anchor is not { } anchor
        || (
            choice.Pieces is [.., var before]
            && (before.Sentence > anchor || (before.Sentence == anchor && !before.IsCut))
        );

    private static Choice With(
        Choice choice,
        SummaryCandidate piece,
        IReadOnlyDictionary<string, double> holds,
        double gain
    )
    {
        var held = new Dictionary<string, double>(choice.Held, StringComparer.Ordinal);
        foreach (var (what, value) in holds)
            gain += held.TryAdd(what, value) ? value : 0;
        return new Choice([.. choice.Pieces, piece], held, choice.Length + 1 + piece.Shown.Length, choice.Worth + gain);
    }
}
