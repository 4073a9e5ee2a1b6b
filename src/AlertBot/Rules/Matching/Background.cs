using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using AlertBot.Feeds.Entries;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>
/// Finds what a lead tells of an earlier year, as "the truce, signed in October 2020 under UN auspices": an entry is
/// not about it. From a word that looks back ("since", "signed", منذ) to the end of its clause; a later sentence that
/// is one such clause is background as a whole. Only an entry that bears its date has any.
/// </summary>
internal static class Background
{
    /// <summary>How far before a year the word that looks back stands at most, in words.</summary>
    private const int Reach = 14;

    private const int FirstYear = 1900;

    private static readonly SearchValues<char> ClauseEnds = SearchValues.Create(",;:،؛()–—");

    private static readonly FrozenSet<string> LookingBack = (
        "since after following signed reached agreed brokered concluded declared which who that when where under "
        + "depuis apres signe signee signes conclu conclue negocie negociee decrete decretee qui que ou lors "
        + "منذ بعد عقب الموقع الموقعه المبرم المبرمه الذي التي والذي والتي بموجب الموقعين وقع وقعت ابرم"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> LookingBackLetters =
        LookingBack.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds the stretches of words that are background.</summary>
    public static void Find(
        WordList words,
        List<Occurrence> sentences,
        Occurrence lead,
        Entry entry,
        List<Occurrence> found
    )
    {
        if (entry.Published is not { } published)
            return;
        var isFirst = true;
        foreach (var sentence in sentences)
        {
            if (sentence.Last < lead.First || sentence.First > lead.Last)
                continue;
            for (var word = Math.Max(sentence.First, lead.First); word <= sentence.Last; word++)
            {
                if (!IsEarlierYear(words.Letters(word), published.Year))
                    continue;
                if (BeginOf(word, Math.Max(sentence.First, lead.First), words, entry) is not { } begin)
                    continue;
                var clause = new Occurrence(begin, EndOf(word, sentence.Last, words, entry));
                found.Add(isFirst || HasMoreClauses(sentence, words, entry) ? clause : sentence);
            }
            isFirst = false;
        }
    }

    private static bool IsEarlierYear(ReadOnlySpan<char> letters, int year) =>
        letters.Length == 4
        && int.TryParse(letters, NumberStyles.None, CultureInfo.InvariantCulture, out var said)
        && said >= FirstYear
        && said < year;

    /// <summary>The first word of the clause before a year that looks back; null for none.</summary>
    private static int? BeginOf(int year, int first, WordList words, Entry entry)
    {
        int? begin = null;
        for (var word = year - 1; word >= Math.Max(first, year - Reach); word--)
        {
            if (LookingBackLetters.Contains(words.Letters(word)))
                begin = word;
            if (word > first && EndsClause(word - 1, words, entry))
                break;
        }
        return begin;
    }

    private static int EndOf(int year, int last, WordList words, Entry entry)
    {
        var end = year;
        while (end < last && !EndsClause(end, words, entry))
            end++;
        return end;
    }

    private static bool HasMoreClauses(Occurrence sentence, WordList words, Entry entry)
    {
        for (var word = sentence.First; word < sentence.Last; word++)
        {
            if (EndsClause(word, words, entry))
                return true;
        }
        return false;
    }

    private static bool EndsClause(int word, WordList words, Entry entry)
    {
        ref readonly var before = ref words[word];
        ref readonly var after = ref words[word + 1];
        return before.Field != after.Field
            || entry[before.Field].AsSpan(before.End, Math.Max(0, after.Start - before.End)).IndexOfAny(ClauseEnds)
                >= 0;
    }
}
