using AlertBot.Config;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Files;

/// <summary>
/// Finds words that their own concept's <c>except:</c> takes out, and exceptions that take nothing out.
/// </summary>
internal sealed class ExceptedWords(ConceptBook concepts, Probe probe)
{
    /// <summary>Concepts of which no word is left are faults.</summary>
    public void Check(Faults faults)
    {
        foreach (var concept in WithExceptions())
        {
            if (
                concepts.TermsWithParts(concept).Any()
                && !concepts.TermsWithParts(concept).Any(term => Counts(concept, term.Text, Probe.WrittenFor(term)))
            )
                faults.Add(
                    PlaceOf(concept),
                    $"concept \"{concepts.Concepts[concept].Name}\" can never be found: except: "
                        + "takes out every word of it"
                );
        }
    }

    /// <summary>Single words that never count, and exceptions without effect.</summary>
    public IEnumerable<Fault> Warnings()
    {
        foreach (var concept in WithExceptions())
        {
            var entry = concepts.Named[concept].Entry!;
            foreach (var (word, languages) in WordsOf(entry))
            {
                if (!Counts(concept, word.Value, languages))
                    yield return new Fault(word.Place, $"\"{word.Value}\" never counts: except: takes it out");
            }
            foreach (var (word, languages) in WordsOf(entry.Except!))
            {
                // What a gap or a prefix stands for may be the concept's word.
                if (!word.Value.AsSpan().ContainsAny('~', '*') && !probe.SharesWord(concept, word.Value, languages))
                    yield return new Fault(
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
        probe.Ever(written, languages, reading => reading.Of(concept).Count > 0);

    private Place PlaceOf(int concept) => concepts.Named[concept].Name.Place;
}
