using AlertBot.Config;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Files;

/// <summary>Finds a <c>none:</c> that forbids the very words by which its rule matches.</summary>
internal sealed class SwallowedWords(ConceptBook concepts, Faults faults)
{
    public void Check(WhenEntry when, Condition condition)
    {
        var wanted = new List<(Mention Mention, Fields Fields)>();
        var forbidden = new List<(Mention Mention, Fields Fields)>();
        Gather(condition, Fields.All, wanted, forbidden);
        foreach (var (none, noneFields) in forbidden)
        {
            foreach (var (mention, fields) in wanted.DistinctBy(w => w.Mention.Concept))
            {
                if ((fields & ~noneFields) == Fields.None && CommonWord(mention, none) is { } word)
                    faults.Add(when.Place, $"none: \"{none.Name}\" forbids \"{word}\", by which \"{mention.Name}\" is to match");
            }
        }
    }

    /// <summary>What the two have in common: a concept by name, or a word that stands in both.</summary>
    private string? CommonWord(Mention wanted, Mention forbidden)
    {
        var forbiddenParts = concepts.WithParts(forbidden.Concept);
        if (forbiddenParts.Contains(wanted.Concept))
            return wanted.Name;
        var forbiddenWords = TermsOf(forbiddenParts).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        return TermsOf(concepts.WithParts(wanted.Concept)).FirstOrDefault(term => forbiddenWords.Contains(KeyOf(term)))?.Text;
    }

    private IEnumerable<Term> TermsOf(IReadOnlySet<int> parts)
    {
        var sources = parts.Select(Concept.WordsOf).ToHashSet();
        return concepts.Terms.Where(t => sources.Contains(t.Source)).Select(t => t.Term);
    }

    private static string KeyOf(Term term) => string.Join(' ', term.Steps);

    /// <summary>Only the direct items of a <c>none:</c> forbid by themselves; what is combined inside one does not.</summary>
    private static void Gather(
        Condition condition, Fields fields, List<(Mention, Fields)> wanted, List<(Mention, Fields)> forbidden)
    {
        switch (condition)
        {
            case Mention mention:
                wanted.Add((mention, fields));
                break;
            case InFields narrowed:
                Gather(narrowed.Inner, fields & narrowed.Only, wanted, forbidden);
                break;
            case NoneOf none:
                forbidden.AddRange(none.Items.SelectMany(Alternatives).Select(mention => (mention, fields)));
                break;
            case Several several:
                foreach (var item in several.Items)
                    Gather(item, fields, wanted, forbidden);
                break;
        }
    }

    private static IEnumerable<Mention> Alternatives(Condition condition) => condition switch
    {
        Mention mention => [mention],
        AnyOf any => any.Items.SelectMany(Alternatives),
        _ => [],
    };
}
