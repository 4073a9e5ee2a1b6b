using AlertBot.Config;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Files;

/// <summary>Finds what asks for words of different languages at once, which no text has.</summary>
internal sealed class SharedLanguages(ConceptBook concepts, Faults faults, List<Fault> warnings)
{
    private readonly Dictionary<int, Languages> _known = [];
    private readonly Dictionary<Condition, Languages> _asked = [];

    public void Check(Rule rule, Condition condition)
    {
        var possible = Of(condition);
        var lost =
            condition.Positives.Aggregate(Languages.None, (all, mention) => all | OfConcept(mention.Concept))
            & ~possible;
        if (possible == Languages.None)
            return; // told already
        foreach (var language in LanguageCodes.All.Where(language => lost.HasFlag(language.ToSet())))
        {
            if (Lacking(condition, language.ToSet()) is { } lacking)
                warnings.Add(
                    new Fault(
                        lacking.Place,
                        $"rule \"{rule.Id}\" can never match {NamesOf(language.ToSet())} texts: "
                            + $"\"{lacking.Name}\" has no {NamesOf(language.ToSet())} words"
                    )
                );
        }
    }

    /// <summary>The languages in which a condition can hold.</summary>
    private Languages Of(Condition condition) =>
        _asked.TryGetValue(condition, out var known) ? known : _asked[condition] = Find(condition);

    private Languages Find(Condition condition) =>
        condition switch
        {
            Mention mention => OfConcept(mention.Concept),
            Scoped scoped => Of(scoped.Inner),
            NoneOf => Languages.All,
            AnyOf any => any.Items.Aggregate(Languages.None, (all, item) => all | Of(item)),
            AtLeast atLeast => OfSome(atLeast),
            Several all => OfAll(all),
            _ => Languages.All,
        };

    private Languages OfAll(Several several)
    {
        var items = several.Items.Select(item => (Item: item, Languages: Of(item))).ToList();
        var common = items.Aggregate(Languages.All, (all, item) => all & item.Languages);
        if (common == Languages.None && items.TrueForAll(item => item.Languages != Languages.None))
        {
            var told = items
                .Where(item => item.Languages != Languages.All)
                .Select(item => $"{item.Item.Spoken} has only {NamesOf(item.Languages)} words");
            var last = several.Mentions.Select(mention => mention.Place).MaxBy(place => (place.Line, place.Column));
            faults.Add(last, $"this can never match, as no text has both: {string.Join(", ", told)}");
        }
        return common;
    }

    private Languages OfSome(AtLeast atLeast)
    {
        var items = atLeast.Items.Select(Of).ToList();
        return LanguageCodes
            .All.Select(language => language.ToSet())
            .Where(language => items.Count(item => item.HasFlag(language)) >= atLeast.Count)
            .Aggregate(Languages.None, (all, language) => all | language);
    }

    private Languages OfConcept(int concept)
    {
        if (!_known.TryGetValue(concept, out var languages))
            _known[concept] = languages = concepts
                .TermsWithParts(concept)
                .Aggregate(Languages.None, (all, term) => all | Probe.WrittenFor(term));
        return languages;
    }

    /// <summary>The first concept whose lack of the language keeps the condition from holding in it.</summary>
    private Mention? Lacking(Condition condition, Languages language) =>
        condition switch
        {
            Mention mention => OfConcept(mention.Concept).HasFlag(language) ? null : mention,
            Scoped scoped => Lacking(scoped.Inner, language),
            NoneOf => null,
            Several several => several
                .Items.Where(item => !Of(item).HasFlag(language))
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
