using AlertBot.Configuration;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Checks;

/// <summary>
/// Finds words that their own concept's <c>except:</c> takes out, and exceptions that take nothing out.
/// </summary>
internal sealed class ExceptionCheck(ConceptBook concepts, ConceptTester tester)
{
    /// <summary>Concepts of which no word is left are faults.</summary>
    public void Check(DiagnosticBag diagnostics)
    {
        foreach (var concept in WithExceptions())
        {
            if (
                concepts.TermsWithParts(concept).Any()
                && !concepts
                    .TermsWithParts(concept)
                    .Any(term => Counts(concept, term.Text, ConceptTester.WrittenFor(term)))
            )
                diagnostics.Add(
                    PlaceOf(concept),
                    $"concept \"{concepts.Concepts[concept].Name}\" can never be found: except: "
                        + "takes out every word of it"
                );
        }
    }

    /// <summary>Single words that never count, and exceptions without effect.</summary>
    public IEnumerable<Diagnostic> Warnings()
    {
        foreach (var concept in WithExceptions())
        {
            var entry = concepts.Named[concept].Entry!;
            foreach (var (word, languages) in WordsOf(entry))
            {
                if (!Counts(concept, word.Value, languages))
                    yield return new Diagnostic(word.Place, $"\"{word.Value}\" never counts: except: takes it out");
            }
            foreach (var (word, languages) in WordsOf(entry.Except!))
            {
                // What a gap or a prefix stands for may be the concept's word.
                if (!word.Value.AsSpan().ContainsAny('~', '*') && !tester.SharesWord(concept, word.Value, languages))
                    yield return new Diagnostic(
                        word.Place,
                        $"except: \"{word.Value}\" changes nothing: "
                            + $"no word of \"{concepts.Concepts[concept].Name}\" stands in it; "
                            + "to keep such texts out of a rule, use none:"
                    );
            }
        }
    }

    private IEnumerable<int> WithExceptions() =>
        Enumerable.Range(0, concepts.Named.Count).Where(concept => concepts.Named[concept].Entry?.Except is not null);

    private static IEnumerable<(Located<string> Word, Languages Languages)> WordsOf(WordLists lists) =>
        lists.ByLanguage().SelectMany(list => list.Words.Select(word => (word, list.Languages)));

    private bool Counts(int concept, string written, Languages languages) =>
        tester.Ever(written, languages, context => context.PlacesOf(concept).Count > 0);

    private SourceLocation PlaceOf(int concept) => concepts.Named[concept].Name.Place;
}
