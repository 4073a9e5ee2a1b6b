using AlertBot.Config;
using AlertBot.Feeds;

namespace AlertBot.Rules;

/// <summary>A phrase that stands in a field, by the numbers of its first and last word.</summary>
internal readonly record struct Hit(int Phrase, Field Field, int First, int Last);

/// <summary>
/// Finds all phrases in a text in one pass: every word is looked up once (Arabic ones once for each way of taking proclitics off), and a
/// phrase is tried only where its rarest word stands.
/// </summary>
internal sealed class PhraseIndex
{
    private readonly Lexicon _lexicon;
    private readonly List<IndexedWord> _words;
    private readonly IndexedPhrase[] _phrases;
    private readonly int[][] _phrasesByWord;

    private PhraseIndex(Lexicon lexicon, List<IndexedWord> words, IndexedPhrase[] phrases, int[][] phrasesByWord) =>
        (_lexicon, _words, _phrases, _phrasesByWord) = (lexicon, words, phrases, phrasesByWord);

    /// <param name="phrases">Numbered by their place in the list; hits carry these numbers.</param>
    public static PhraseIndex Build(IReadOnlyList<Phrase> phrases)
    {
        var words = new List<IndexedWord>();
        var numbers = new Dictionary<(string, StepKind, string?, Language?), int>();
        var lexicon = new Lexicon.Builder();
        var indexed = phrases.Select(phrase => new IndexedPhrase(
            [.. phrase.Steps.Select(step => NumberOf(step, phrase.Language))], [.. phrase.Steps.Select(step => step.Gap)])).ToArray();
        var uses = new int[words.Count];
        foreach (var word in indexed.SelectMany(p => p.Words))
            uses[word]++;
        var byWord = new List<int>[words.Count];
        for (var p = 0; p < indexed.Length; p++)
        {
            indexed[p].Rarest = Enumerable.Range(0, indexed[p].Words.Length).MinBy(i => uses[indexed[p].Words[i]]);
            (byWord[indexed[p].Words[indexed[p].Rarest]] ??= []).Add(p);
        }
        return new PhraseIndex(lexicon.Build(), words, indexed, [.. byWord.Select(list => list?.ToArray() ?? [])]);

        int NumberOf(PhraseStep step, Language? language)
        {
            var key = (step.Folded, step.Kind, step.Exact, language);
            if (numbers.TryGetValue(key, out var known))
                return known;
            var number = words.Count;
            words.Add(new IndexedWord(step.Exact, language, WordForms.IsArabic(step.Folded)));
            numbers.Add(key, number);
            if (step.Kind == StepKind.Prefix)
                lexicon.AddPrefix(step.Folded, number);
            else if (step.Kind == StepKind.Exact)
                lexicon.AddForm(step.Folded, number);
            else
                foreach (var form in WordForms.Of(step.Folded, language))
                    lexicon.AddForm(form, number);
            return number;
        }
    }

    /// <summary>Adds to <paramref name="hits"/> every phrase in the words that <paramref name="scan"/> has read.</summary>
    public void Find(Scan scan, Language language, List<Hit> hits)
    {
        LookUp(scan, language);
        for (var at = 0; at < scan.Reader.Count; at++)
        {
            for (var i = scan.FirstFound(at); i < scan.FirstFound(at + 1); i++)
            {
                var (word, last) = scan.Found[i];
                foreach (var p in _phrasesByWord[word])
                {
                    var phrase = _phrases[p];
                    var first = PhraseWalk.Left(scan, phrase, phrase.Rarest, at);
                    var end = first < 0 ? -1 : PhraseWalk.Right(scan, phrase, phrase.Rarest, last);
                    if (end >= 0)
                        hits.Add(new Hit(p, scan.Field, first, end));
                }
            }
        }
    }

    /// <summary>Finds, for each word of the text, the words of rules it is a form of.</summary>
    private void LookUp(Scan scan, Language language)
    {
        var reader = scan.Reader;
        for (var at = 0; at < reader.Count; at++)
        {
            scan.BeginWord();
            if (scan.IsBoilerplate(reader[at]))
                continue;
            AddForms(scan, reader.Folded(reader[at]), at, at, language);
            // cease-fire, cessez-le-feu: also as one word.
            for (var last = at + 1; last < reader.Count && last <= at + 2 && reader[last].Before == Boundary.Hyphen; last++)
                AddForms(scan, reader.Joined(at, last), at, last, language);
        }
        scan.EndWords();
    }

    private void AddForms(Scan scan, ReadOnlySpan<char> folded, int first, int last, Language language)
    {
        scan.Numbers.Clear();
        if (WordForms.IsArabic(folded))
        {
            Span<int> ways = stackalloc int[ArabicProclitics.MostWays];
            var count = ArabicProclitics.Strip(folded, ways);
            foreach (var way in ways[..count])
                _lexicon.Find(folded[way..], scan.Numbers);
        }
        else
        {
            _lexicon.Find(folded, scan.Numbers);
        }
        foreach (var number in scan.Numbers)
        {
            if (Applies(_words[number], scan, first, last, language))
                scan.Add(number, last);
        }
    }

    /// <summary>
    /// Words of one language are not looked for in another, or "brut" (crude, in French) would be found in English champagne. Arabic script
    /// is never mistaken, and Latin letters in an Arabic text may be either.
    /// </summary>
    private static bool Applies(IndexedWord word, Scan scan, int first, int last, Language language)
    {
        if (word.Exact is not null && !scan.Text.AsSpan(scan.Reader[first].Start, scan.Reader[last].End - scan.Reader[first].Start).SequenceEqual(word.Exact))
            return false;
        return word.Language is null || word.Language == language || word.IsArabic || language == Language.Arabic;
    }

    private sealed record IndexedWord(string? Exact, Language? Language, bool IsArabic);
}

/// <summary>A phrase as the index holds it: the numbers of its words, and the widest gap before each.</summary>
internal sealed class IndexedPhrase(int[] words, int[] gaps)
{
    public int[] Words { get; } = words;

    public int[] Gaps { get; } = gaps;

    /// <summary>Which of the words is in the fewest phrases; the phrase is tried where that one stands.</summary>
    public int Rarest { get; set; }
}
