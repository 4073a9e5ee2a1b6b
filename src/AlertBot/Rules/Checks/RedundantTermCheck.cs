using AlertBot.Configuration;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Checks;

/// <summary>
/// Finds words that another word of their concept finds anyway: of the same list (<c>truces</c> beside <c>truce</c>),
/// of the list for all languages, or of a concept that is part of it.
/// </summary>
internal sealed class RedundantTermCheck(ConceptBook concepts, ConceptTester tester)
{
    public IEnumerable<Diagnostic> Find() => Enumerable.Range(0, concepts.Named.Count).SelectMany(FindIn);

    private IEnumerable<Diagnostic> FindIn(int concept)
    {
        var words = WordsOf(concept);
        var finders = words.ConvertAll(word => FindersOf(concept, word));
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            // Of two that find each other, the later one is the one too many.
            var other = Enumerable
                .Range(0, words.Count)
                .Where(j => j != i && finders[i].Contains(words[j].Key) && (j < i || !finders[j].Contains(word.Key)))
                .Select(j => words[j])
                .FirstOrDefault();
            if (other is not null)
                yield return new Diagnostic(
                    word.Place,
                    other.Text == word.Text
                        ? $"\"{word.Text}\" stands twice"
                        : $"\"{word.Text}\" is found by \"{other.Text}\" as well"
                );
            else if (FindingPart(concept, word) is { } part)
                yield return new Diagnostic(word.Place, $"\"{word.Text}\" is found by concept \"{part}\" as well");
        }
    }

    private List<Listed> WordsOf(int concept) =>
        [
            .. (concepts.Named[concept].Entry?.ByLanguage() ?? []).SelectMany(list =>
                list.Words.Select(word => new Listed(word.Value, word.Place, list.Languages))
            ),
        ];

    /// <summary>The concept's own terms that find this word in each of its languages, itself among them.</summary>
    private HashSet<(string, Languages)> FindersOf(int concept, Listed word)
    {
        HashSet<(string, Languages)>? all = null;
        foreach (
            var found in word.IsPlain
                ? tester.Select(word.Text, word.Languages, context => FoundOf(concept, word, context))
                : []
        )
            all = all is null ? found : [.. all.Intersect(found)];
        return all ?? [];
    }

    private static HashSet<(string, Languages)> FoundOf(int concept, Listed word, MatchContext context) =>
        [
            .. context
                .Found.Where(phrase => phrase.Source == Concept.WordsOf(concept) && FindsAsMuch(phrase, word))
                .Select(phrase => (phrase.Term.Text, ConceptTester.WrittenFor(phrase.Term))),
        ];

    private string? FindingPart(int concept, Listed word)
    {
        var parts = word.IsPlain ? concepts.Concepts[concept].Parts : [];
        return parts
            .Where(part => tester.Always(word.Text, word.Languages, context => Finds(context, part, word)))
            .Select(part => concepts.Concepts[part].Name)
            .FirstOrDefault();
    }

    private bool Finds(MatchContext context, int part, Listed word)
    {
        var sources = concepts.WithParts(part).Select(Concept.WordsOf).ToHashSet();
        return context.PlacesOf(part).Count > 0
            && context.Found.Any(phrase => sources.Contains(phrase.Source) && FindsAsMuch(phrase, word));
    }

    /// <summary>
    /// Letters as they stand find one spelling of a word that is to be found in all of them, and a name none of a
    /// word's forms.
    /// </summary>
    private static bool FindsAsMuch(Phrase phrase, Listed word) =>
        phrase.Term.Steps.All(step => step.Word.Kind != WordKind.Exact)
        && (word.IsName || phrase.Term.Steps.All(step => step.Word.Kind != WordKind.Name));

    private sealed record Listed(string Text, SourceLocation Place, Languages Languages)
    {
        public bool IsName { get; } = TermMarks.KindOf(Text) == WordKind.Name;

        public bool IsPlain => TermMarks.WithoutAny(Text).AsSpan().IndexOfAny("~*:") < 0 && !IsExact;

        private bool IsExact => TermMarks.KindOf(Text) == WordKind.Exact;

        /// <summary>
        /// Tells it from the same word in another list; Arabic script and names count in texts of every language.
        /// </summary>
        public (string, Languages) Key { get; } = (Text, CountsInAll(Text) ? Languages.All : Languages);

        private static bool CountsInAll(string text) =>
            TermMarks.KindOf(text) == WordKind.Name || text.Any(c => c is >= '\u0620' and <= '\u06FF');
    }
}
