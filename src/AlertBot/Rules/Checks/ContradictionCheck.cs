using AlertBot.Configuration;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Checks;

/// <summary>Finds a <c>none:</c> that rules out the very words by which its rule is to match.</summary>
/// <param name="concepts">The concepts of all files.</param>
/// <param name="tester">Tries one concept's words on another.</param>
/// <param name="diagnostics">Gets what can never match.</param>
/// <param name="warnings">Gets what loses some of its words.</param>
internal sealed class ContradictionCheck(
    ConceptBook concepts,
    ConceptTester tester,
    DiagnosticBag diagnostics,
    List<Diagnostic> warnings
)
{
    private readonly Dictionary<(int Wanted, int Forbidden), (IReadOnlyList<string> Lost, bool All)> _known = [];
    private readonly Dictionary<(string Text, Languages Languages), List<int[]>> _sources = [];

    public void Check(Condition condition) => Check(condition, Fields.All, []);

    /// <param name="condition">What is to hold.</param>
    /// <param name="fields">Where.</param>
    /// <param name="forbidden">What must not stand anywhere for it to count.</param>
    private void Check(
        Condition condition,
        Fields fields,
        IReadOnlyList<(ConceptCondition Mention, Fields Fields)> forbidden
    )
    {
        switch (condition)
        {
            case ConceptCondition conceptCondition:
                CheckMention(conceptCondition, fields, forbidden);
                break;
            case FieldCondition narrowed:
                Check(narrowed.Inner, fields & narrowed.Only, forbidden);
                break;
            case ScopedCondition scopedCondition: // what is forbidden around it is forbidden in each part of it
                Check(scopedCondition.Inner, fields, forbidden);
                break;
            case NoneCondition:
                break;
            case CompositeCondition compositeCondition:
                var within = IsConjunction(compositeCondition)
                    ? [.. forbidden, .. Forbidden(compositeCondition, fields)]
                    : forbidden;
                foreach (var item in compositeCondition.Items)
                    Check(item, fields, within);
                break;
        }
    }

    private void CheckMention(
        ConceptCondition wanted,
        Fields fields,
        IReadOnlyList<(ConceptCondition Mention, Fields Fields)> forbidden
    )
    {
        foreach (
            var (none, _) in forbidden
                .Where(f => (fields & ~f.Fields) == Fields.None)
                .DistinctBy(f => f.Mention.Concept)
        )
        {
            var (lost, all) = LostWords(wanted.Concept, none.Concept);
            if (all && none.Concept == wanted.Concept)
                diagnostics.Add(
                    none.Place,
                    $"none: \"{none.Name}\" is asked for at {wanted.Place.Line}:{wanted.Place.Column} and "
                        + "ruled out here; take it out of one of them"
                );
            else if (all)
                diagnostics.Add(
                    none.Place,
                    $"none: \"{none.Name}\" stands wherever \"{wanted.Name}\" does, so \"{wanted.Name}\" "
                        + $"can never match here; take \"{none.Name}\" out of none:"
                );
            else if (lost.Count > 0)
                warnings.Add(
                    new Diagnostic(
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
        var (lost, others) = (new List<string>(), new List<(string Text, Languages Languages)>());
        foreach (var term in concepts.TermsWithParts(wanted).DistinctBy(term => (term.Text, term.AppliesTo)))
        {
            var (text, languages) = (term.Text, ConceptTester.WrittenFor(term));
            // Looked up first, tried after: most pairs have nothing to do with each other.
            if (
                SourcesIn(text, languages).All(sources.Overlaps)
                && IsFoundBy(wanted, (text, languages))
                && tester.Always(text, languages, context => context.PlacesOf(forbidden).Count > 0)
            )
                lost.Add(text);
            else
                others.Add((text, languages));
        }
        return _known[(wanted, forbidden)] = (lost, lost.Count > 0 && !others.Exists(o => IsFoundBy(wanted, o)));
    }

    private bool IsFoundBy(int wanted, (string Text, Languages Languages) word) =>
        tester.Ever(word.Text, word.Languages, context => context.PlacesOf(wanted).Count > 0);

    /// <summary>The word lists that stand in a word, for each way of writing it.</summary>
    private List<int[]> SourcesIn(string text, Languages languages) =>
        _sources.TryGetValue((text, languages), out var known)
            ? known
            : _sources[(text, languages)] = [.. tester.Select(text, languages, context => context.Sources.ToArray())];

    /// <summary>All of its items must hold.</summary>
    private static bool IsConjunction(CompositeCondition compositeCondition) =>
        compositeCondition is AllCondition
        || compositeCondition is AtLeastCondition atLeastCondition
            && atLeastCondition.Count == atLeastCondition.Items.Count;

    /// <summary>
    /// What the items of a conjunction forbid; only the direct items of a <c>none:</c> forbid by themselves.
    /// </summary>
    private static IEnumerable<(ConceptCondition Mention, Fields Fields)> Forbidden(
        Condition condition,
        Fields fields
    ) =>
        condition switch
        {
            FieldCondition narrowed => Forbidden(narrowed.Inner, fields & narrowed.Only),
            NoneCondition none => none.Items.SelectMany(item => Alternatives(item, fields)),
            CompositeCondition compositeCondition when IsConjunction(compositeCondition) =>
                compositeCondition.Items.SelectMany(item => Forbidden(item, fields)),
            _ => [],
        };

    private static IEnumerable<(ConceptCondition Mention, Fields Fields)> Alternatives(
        Condition condition,
        Fields fields
    ) =>
        condition switch
        {
            ConceptCondition conceptCondition => [(conceptCondition, fields)],
            FieldCondition narrowed => Alternatives(narrowed.Inner, fields & narrowed.Only),
            AnyCondition any => any.Items.SelectMany(item => Alternatives(item, fields)),
            _ => [],
        };
}
