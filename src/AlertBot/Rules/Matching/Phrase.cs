using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>A term ready to be looked for: word ids in place of words.</summary>
/// <param name="Source">The word list it belongs to.</param>
/// <param name="Term">What the file says.</param>
/// <param name="WordIds">Its words in order.</param>
/// <param name="Anchor">Which of them is the rarest among all phrases: where the search starts.</param>
internal sealed record Phrase(int Source, Term Term, int[] WordIds, int Anchor)
{
    /// <summary>
    /// Whether it has several gaps: then many ways lead to one place, and each place is tried once only.
    /// </summary>
    private bool HasManyWays { get; } = Term.Steps.Count(step => step.Gap > 0) > 1;

    /// <summary>The languages of the entries it is looked for in.</summary>
    public Languages AppliesTo { get; } = Term.AppliesTo;

    /// <summary>The stretch of text that is this phrase with its anchor on <paramref name="word"/>, or null.</summary>
    public Occurrence? Around(int word, int width, HitList hits, WordList words)
    {
        var failed = HasManyWays ? new HashSet<(int Step, int Word)>() : null;
        if (FirstWord(Anchor, word, hits, words, failed) is not { } first)
            return null;
        failed?.Clear();
        return LastWord(Anchor, word + width - 1, hits, words, failed) is { } last ? new Occurrence(first, last) : null;
    }

    /// <summary>
    /// The word the phrase starts at when its word <paramref name="step"/> starts at <paramref name="start"/>.
    /// </summary>
    private int? FirstWord(int step, int start, HitList hits, WordList words, HashSet<(int Step, int Word)>? failed)
    {
        if (step == 0)
            return start;
        if (failed?.Add((step, start)) == false)
            return null;
        var farthest = start - 1 - Term.Steps[step].Gap;
        for (var end = start - 1; end >= Math.Max(0, farthest) && words[end].Sentence == words[start].Sentence; end--)
        {
            // The word before may be a run of hyphenated ones that ends here.
            for (var before = end; before >= 0 && end - before < PhraseBook.WidestJoin; before--)
            {
                if (
                    HasHit(hits, before, WordIds[step - 1], end - before + 1)
                    && FirstWord(step - 1, before, hits, words, failed) is { } first
                )
                    return first;
                if (!words.IsCompound(before))
                    break;
            }
        }
        return null;
    }

    /// <summary>
    /// The word the phrase ends at when its word <paramref name="step"/> ends at <paramref name="end"/>.
    /// </summary>
    private int? LastWord(int step, int end, HitList hits, WordList words, HashSet<(int Step, int Word)>? failed)
    {
        if (step == WordIds.Length - 1)
            return end;
        if (failed?.Add((step, end)) == false)
            return null;
        var farthest = end + 1 + Term.Steps[step + 1].Gap;
        for (
            var start = end + 1;
            start <= Math.Min(words.Count - 1, farthest) && words[start].Sentence == words[end].Sentence;
            start++
        )
        {
            foreach (var hit in hits.At(start))
            {
                if (
                    hit.WordId == WordIds[step + 1]
                    && LastWord(step + 1, start + hit.Width - 1, hits, words, failed) is { } last
                )
                    return last;
            }
        }
        return null;
    }

    private static bool HasHit(HitList hits, int start, int wordId, int width) =>
        hits.At(start).Contains(new Hit(wordId, width));
}
