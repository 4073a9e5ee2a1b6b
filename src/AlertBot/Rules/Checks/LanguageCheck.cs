using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Checks;

/// <summary>Finds what asks for words of different languages at once, which no text has.</summary>
internal sealed class LanguageCheck(ConceptBook concepts, DiagnosticBag diagnostics, List<Diagnostic> warnings)
{
    private readonly Dictionary<int, Languages> _known = [];
    private readonly Dictionary<Condition, Languages> _asked = [];

    public void Check(Rule rule, Condition condition)
    {
        var possible = LanguagesOf(condition);
        var lost =
            condition.Triggers.Aggregate(Languages.None, (all, conceptCondition) =>
                all | OfConcept(conceptCondition.Concept)
            ) & ~possible;
        if (possible == Languages.None)
            return; // told already
        foreach (var language in LanguageCodes.All.Where(language => lost.HasFlag(language.ToSet())))
        {
            if (Lacking(condition, language.ToSet()) is { } lacking)
                warnings.Add(
                    new Diagnostic(
                        lacking.Place,
                        $"rule \"{rule.Id}\" can never match {NamesOf(language.ToSet())} texts: "
                            + $"\"{lacking.Name}\" has no {NamesOf(language.ToSet())} words"
                    )
                );
        }
    }

    /// <summary>The languages in which a condition can hold.</summary>
    private Languages LanguagesOf(Condition condition) =>
        _asked.TryGetValue(condition, out var known) ? known : _asked[condition] = Find(condition);

    private Languages Find(Condition condition) =>
        condition switch
        {
            ConceptCondition conceptCondition => OfConcept(conceptCondition.Concept),
            ScopedCondition scopedCondition => LanguagesOf(scopedCondition.Inner),
            NoneCondition => Languages.All,
            AnyCondition any => any.Items.Aggregate(Languages.None, (all, item) => all | LanguagesOf(item)),
            AtLeastCondition atLeastCondition => OfSome(atLeastCondition),
            CompositeCondition all => OfAll(all),
            _ => Languages.All,
        };

    private Languages OfAll(CompositeCondition compositeCondition)
    {
        var items = compositeCondition.Items.Select(item => (Item: item, Languages: LanguagesOf(item))).ToList();
        var common = items.Aggregate(Languages.All, (all, item) => all & item.Languages);
        if (common == Languages.None && items.TrueForAll(item => item.Languages != Languages.None))
        {
            var spoken = items
                .Where(item => item.Languages != Languages.All)
                .Select(item => $"{item.Item.Spoken} has only {NamesOf(item.Languages)} words");
            var last = compositeCondition
                .Concepts.Select(conceptCondition => conceptCondition.Place)
                .MaxBy(location => (location.Line, location.Column));
            diagnostics.Add(last, $"this can never match, as no text has both: {string.Join(", ", spoken)}");
        }
        return common;
    }

    private Languages OfSome(AtLeastCondition atLeastCondition)
    {
        var items = atLeastCondition.Items.Select(LanguagesOf).ToList();
        return LanguageCodes
            .All.Select(language => language.ToSet())
            .Where(language => items.Count(item => item.HasFlag(language)) >= atLeastCondition.Count)
            .Aggregate(Languages.None, (all, language) => all | language);
    }

    private Languages OfConcept(int concept)
    {
        if (!_known.TryGetValue(concept, out var languages))
            _known[concept] = languages = concepts
                .TermsWithParts(concept)
                .Aggregate(Languages.None, (all, term) => all | ConceptTester.WrittenFor(term));
        return languages;
    }

    /// <summary>The first concept whose lack of the language keeps the condition from holding in it.</summary>
    private ConceptCondition? Lacking(Condition condition, Languages language) =>
        condition switch
        {
            ConceptCondition conceptCondition => OfConcept(conceptCondition.Concept).HasFlag(language)
                ? null
                : conceptCondition,
            ScopedCondition scopedCondition => Lacking(scopedCondition.Inner, language),
            NoneCondition => null,
            CompositeCondition compositeCondition => compositeCondition
                .Items.Where(item => !LanguagesOf(item).HasFlag(language))
                .Select(item => Lacking(item, language))
                .FirstOrDefault(lacking => lacking is not null),
            _ => null,
        };

    private static string NamesOf(Languages languages) =>
        string.Join(
            " and ",
            new[] { Languages.Arabic, Languages.English, Languages.French }.Where(language =>
                languages.HasFlag(language)
            )
        );
}
