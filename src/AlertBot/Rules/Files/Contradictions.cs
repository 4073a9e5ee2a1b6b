using AlertBot.Config;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Files;

/// <summary>Finds a <c>none:</c> that rules out the very words by which its rule is to match.</summary>
/// <param name="concepts">The concepts of all files.</param>
/// <param name="probe">Tries one concept's words on another.</param>
/// <param name="faults">Gets what can never match.</param>
/// <param name="warnings">Gets what loses some of its words.</param>
internal sealed class Contradictions(ConceptBook concepts, Probe probe, Faults faults, List<Fault> warnings)
{
    private readonly Dictionary<(int Wanted, int Forbidden), (IReadOnlyList<string> Lost, bool All)> _known = [];
    private readonly Dictionary<int, List<(string Text, Languages Languages, List<int[]> Found)>> _foundBy = [];

    public void Check(Condition condition) => Check(condition, Fields.All, []);

    /// <param name="condition">What is to hold.</param>
    /// <param name="fields">Where.</param>
    /// <param name="forbidden">What must not stand anywhere for it to count.</param>
    private void Check(Condition condition, Fields fields, IReadOnlyList<(Mention Mention, Fields Fields)> forbidden)
    {
        switch (condition)
        {
            case Mention mention:
                CheckMention(mention, fields, forbidden);
                break;
            case InFields narrowed:
                Check(narrowed.Inner, fields & narrowed.Only, forbidden);
                break;
            case Scoped scoped: // what is forbidden around it is forbidden in each part of it
                Check(scoped.Inner, fields, forbidden);
                break;
            case NoneOf:
                break;
            case Several several:
                var within = IsConjunction(several) ? [.. forbidden, .. Forbidden(several, fields)] : forbidden;
                foreach (var item in several.Items)
                    Check(item, fields, within);
                break;
        }
    }

    private void CheckMention(Mention wanted, Fields fields, IReadOnlyList<(Mention Mention, Fields Fields)> forbidden)
    {
        foreach (
            var (none, _) in forbidden
                .Where(f => (fields & ~f.Fields) == Fields.None)
                .DistinctBy(f => f.Mention.Concept)
        )
        {
            var (lost, all) = LostWords(wanted.Concept, none.Concept);
            if (all && none.Concept == wanted.Concept)
                faults.Add(
                    none.Place,
                    $"none: \"{none.Name}\" is asked for at {wanted.Place.Line}:{wanted.Place.Column} and "
                        + "ruled out here; take it out of one of them"
                );
            else if (all)
                faults.Add(
                    none.Place,
                    $"none: \"{none.Name}\" stands wherever \"{wanted.Name}\" does, so \"{wanted.Name}\" "
                        + $"can never match here; take \"{none.Name}\" out of none:"
                );
            else if (lost.Count > 0)
                warnings.Add(
                    new Fault(
                        none.Place,
                        $"none: \"{none.Name}\" rules out {Shown(lost)}, by which \"{wanted.Name}\" is to "
                            + "match; to keep out false friends only, name them under except:"
                    )
                );
        }
    }

    private static string Shown(IReadOnlyList<string> words) =>
        $"\"{string.Join("\", \"", words.Take(3))}\"{(words.Count > 3 ? $" and {words.Count - 3} more" : "")}";

    private (IReadOnlyList<string> Lost, bool All) LostWords(int wanted, int forbidden)
    {
        if (_known.TryGetValue((wanted, forbidden), out var known))
            return known;
        var sources = concepts.WithParts(forbidden).Select(Concept.WordsOf).ToHashSet();
        var lost = new List<string>();
        var kept = 0;
        foreach (var (text, languages, found) in FoundBy(wanted))
        {
            // Looked up first, tried after: most pairs have nothing to do with each other.
            if (
                found.All(sources.Overlaps) && probe.Always(text, languages, reading => reading.Of(forbidden).Count > 0)
            )
                lost.Add(text);
            else
                kept++;
        }
        return _known[(wanted, forbidden)] = (lost, lost.Count > 0 && kept == 0);
    }

    /// <summary>
    /// The words by which a concept is met, each once, with the word lists that stand in each way of writing it.
    /// </summary>
    private List<(string Text, Languages Languages, List<int[]> Found)> FoundBy(int wanted)
    {
        if (_foundBy.TryGetValue(wanted, out var known))
            return known;
        var words = new List<(string, Languages, List<int[]>)>();
        foreach (var term in concepts.TermsWithParts(wanted).DistinctBy(term => (term.Text, term.AppliesTo)))
        {
            var languages = Probe.WrittenFor(term);
            var readings = probe
                .Select(term.Text, languages, reading =>
                    (IsMet: reading.Of(wanted).Count > 0, Found: reading.Sources.ToArray())
                )
                .ToList();
            if (readings.Any(reading => reading.IsMet))
                words.Add((term.Text, languages, readings.ConvertAll(reading => reading.Found)));
        }
        return _foundBy[wanted] = words;
    }

    /// <summary>All of its items must hold.</summary>
    private static bool IsConjunction(Several several) =>
        several is AllOf || several is AtLeast atLeast && atLeast.Count == atLeast.Items.Count;

    /// <summary>
    /// What the items of a conjunction forbid; only the direct items of a <c>none:</c> forbid by themselves.
    /// </summary>
    private static IEnumerable<(Mention Mention, Fields Fields)> Forbidden(Condition condition, Fields fields) =>
        condition switch
        {
            InFields narrowed => Forbidden(narrowed.Inner, fields & narrowed.Only),
            NoneOf none => none.Items.SelectMany(item => Alternatives(item, fields)),
            Several several when IsConjunction(several) => several.Items.SelectMany(item => Forbidden(item, fields)),
            _ => [],
        };

    private static IEnumerable<(Mention Mention, Fields Fields)> Alternatives(Condition condition, Fields fields) =>
        condition switch
        {
            Mention mention => [(mention, fields)],
            InFields narrowed => Alternatives(narrowed.Inner, fields & narrowed.Only),
            AnyOf any => any.Items.SelectMany(item => Alternatives(item, fields)),
            _ => [],
        };
}
