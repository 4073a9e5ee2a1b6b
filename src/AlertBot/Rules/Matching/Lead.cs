using AlertBot.Feeds.Entries;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>
/// Finds the lead of an entry: the first two sentences of its summary, or of its body where there is no summary,
/// without the dateline and without sentences that repeat the headline. It ends after some sixty words, and within
/// the first six hundred characters.
/// </summary>
internal static class Lead
{
    private const int MostSentences = 2;
    private const int MostWords = 60;
    private const int MostCharacters = 600;
    private const int LongestDateline = 8;

    /// <summary>The lead's first and last word; nothing stands in it where the entry has a headline only.</summary>
    public static Occurrence Find(WordList words, List<Occurrence> sentences, Entry entry)
    {
        var found = new Occurrence(int.MaxValue, int.MinValue);
        var taken = 0;
        foreach (var sentence in sentences)
        {
            if (words[sentence.First].Field == Field.Title || taken == 0 && Repeats(sentence, words))
                continue;
            var isElsewhere = taken > 0 && words[sentence.First].Field != words[found.First].Field;
            if (isElsewhere)
                break;
            if (words[sentence.First].Start >= MostCharacters)
                continue;
            if (taken == 0)
                found = new Occurrence(AfterDateline(sentence, words, entry), sentence.Last);
            found = new Occurrence(found.First, Math.Min(LastOf(sentence, words), found.First + MostWords - 1));
            if (++taken == MostSentences)
                break;
        }
        return found;
    }

    /// <summary>The last word of a sentence that the lead may reach.</summary>
    private static int LastOf(Occurrence sentence, WordList words)
    {
        var last = sentence.Last;
        while (words[last].End > MostCharacters && last > sentence.First)
            last--;
        return last;
    }

    /// <summary>
    /// Whether nearly all of a sentence's words stand in the headline, and it is no mere fragment of it.
    /// </summary>
    private static bool Repeats(Occurrence sentence, WordList words)
    {
        var known = 0;
        for (var word = sentence.First; word <= sentence.Last; word++)
        {
            for (var of = 0; of < words.Count && words[of].Field == Field.Title; of++)
            {
                if (!words.Letters(word).SequenceEqual(words.Letters(of)))
                    continue;
                known++;
                break;
            }
        }
        var all = sentence.Last - sentence.First + 1;
        return known * 5 >= all * 4;
    }

    /// <summary>
    /// The word after "MOSCOW, August 21 (Reuters) -", «الدوحة - وكالات:» and their like: a dash or colon, or a slash
    /// and a colon, among the first few words. A colon after one or two words names who speaks, who is no dateline.
    /// </summary>
    private static int AfterDateline(Occurrence sentence, WordList words, Entry entry)
    {
        var text = entry[words[sentence.First].Field];
        var last = Math.Min(sentence.Last, sentence.First + LongestDateline);
        for (var word = last; word > sentence.First; word--)
        {
            var gap = text.AsSpan(words[word - 1].End, words[word].Start - words[word - 1].End);
            var isDash = gap.Length >= 3 && gap.IndexOfAny('-', '–', '—') >= 0 && char.IsWhiteSpace(gap[^1]);
            if (isDash && (gap.Contains(')') || word - sentence.First <= LongestDateline / 2) || gap.Contains('/'))
                return word;
        }
        return sentence.First;
    }
}
