using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Files;

/// <summary>Finds words that another word of their list finds anyway (<c>truces</c> beside <c>truce</c>).</summary>
internal sealed class CoveredWords(ConceptBook concepts, PhraseBook phrases)
{
    private readonly Reading _reading = new(concepts.Concepts);

    public IEnumerable<Fault> Find()
    {
        for (var concept = 0; concept < concepts.Named.Count; concept++)
        {
            foreach (var (languages, words) in concepts.Named[concept].Entry?.ByLanguage() ?? [])
            {
                foreach (var fault in FindIn(words, languages, Concept.WordsOf(concept)))
                    yield return fault;
            }
        }
    }

    private IEnumerable<Fault> FindIn(IReadOnlyList<Located<string>> words, Languages languages, int source)
    {
        var language = LanguageCodes.All.First(l => languages.HasFlag(l.ToSet()));
        var finders = words.Select(word => IsPlain(word.Value) ? FindersOf(word.Value, language, source) : []).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            for (var j = 0; j < words.Count; j++)
            {
                // Of two that find each other, the later one is the one too many.
                var isCovered = j != i && finders[i].Contains(words[j].Value) && (j < i || !finders[j].Contains(words[i].Value));
                if (!isCovered)
                    continue;
                yield return new Fault(words[i].Place, words[i].Value == words[j].Value
                    ? $"\"{words[i].Value}\" stands twice"
                    : $"\"{words[i].Value}\" is found by \"{words[j].Value}\" as well");
                break;
            }
        }
    }

    /// <summary>The terms of the list that find this word, itself among them.</summary>
    private HashSet<string> FindersOf(string word, Language language, int source)
    {
        _reading.Begin(new Entry { Identity = word, Title = word, Language = language });
        phrases.Find(_reading, language);
        return [.. _reading.Found.Where(phrase => phrase.Source == source).Select(phrase => phrase.Term.Text)];
    }

    private static bool IsPlain(string word) => word.IndexOfAny(['~', '*', ':']) < 0;
}
