using System.Runtime.CompilerServices;
using AlertBot.Localization;
using AlertBot.Rules.Words;
using AlertBot.Runtime;

namespace AlertBot.Rules.Matching;

/// <summary>
/// All phrases of a rule set, filed under the rarest of their words, so that a text's word wakes only the phrases it
/// may decide.
/// </summary>
internal sealed class PhraseBook
{
    // A compound of more parts is no word that a rule would write in one.
    public const int WidestJoin = 4;

    /// <summary>Words between two looks at what the work has cost: a look costs as much as half a word.</summary>
    private const int BetweenChecks = 16;

    private readonly Lexicon _lexicon = new();
    private readonly Phrase[][] _byAnchor;

    /// <param name="terms">Every term, with the word list it belongs to.</param>
    public PhraseBook(IReadOnlyList<(int Source, Term Term)> terms)
    {
        var wordIds = terms.Select(t => t.Term.Steps.Select(s => _lexicon.Add(s.Word)).ToArray()).ToList();
        var uses = wordIds.SelectMany(ids => ids.Distinct()).CountBy(id => id).ToDictionary();
        Phrases = [.. terms.Select((t, i) => new Phrase(t.Source, t.Term, wordIds[i], RarestOf(wordIds[i], uses)))];
        var byAnchor = Phrases.ToLookup(p => p.WordIds[p.Anchor]);
        _byAnchor = [.. Enumerable.Range(0, uses.Count).Select(id => byAnchor[id].ToArray())];
    }

    public IReadOnlyList<Phrase> Phrases { get; }

    /// <summary>Finds every phrase in the reading's words and notes where it stands.</summary>
    public void Find(MatchContext context, Language language, CancellationToken ct = default)
    {
        Meet(context, language, ct);
        var applies = language.ToSet();
        var read = 0;
        foreach (var word in context.Hits.Words)
        {
            CheckAt(read++, ct);
            foreach (var hit in context.Hits.At(word))
            {
                foreach (var phrase in _byAnchor[hit.WordId])
                {
                    if (
                        (phrase.AppliesTo & applies) != 0
                        && phrase.Around(word, hit.Width, context.Hits, context.Words) is { } found
                    )
                        context.Add(phrase, found);
                }
            }
        }
    }

    private void Meet(MatchContext context, Language language, CancellationToken ct)
    {
        var (words, terms) = (context.Words, context.Terms);
        for (var i = 0; i < words.Count; i++)
        {
            CheckAt(i, ct);
            ref readonly var word = ref words[i];
            context.Hits.NextWord();
            AddHits(context, i, i, terms.IdsOf(words.Letters(i), word.Hash, word.Traits, language, _lexicon));
            for (var last = i + 1; last < words.Count && last - i < WidestJoin && words.IsCompound(last); last++)
            {
                var joined = words.JoinedLetters(i, last);
                var hash = LetterHash.Compute(joined);
                AddHits(context, i, last, terms.IdsOf(joined, hash, word.Traits, language, _lexicon));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckAt(int word, CancellationToken ct)
    {
        if (word % BetweenChecks != 0)
            return;
        ct.ThrowIfCancellationRequested();
        CpuBudget.Check();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddHits(MatchContext context, int first, int last, ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
        {
            if (_lexicon.Accepts(id, context, first, last))
                context.Hits.Add(new Hit(id, last - first + 1));
        }
    }

    /// <summary>The place of the word that fewest phrases have.</summary>
    private static int RarestOf(int[] wordIds, Dictionary<int, int> uses) =>
        Enumerable.Range(0, wordIds.Length).MinBy(i => uses[wordIds[i]]);
}
