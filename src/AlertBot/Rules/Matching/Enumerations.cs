using System.Buffers;
using System.Collections.Frozen;
using AlertBot.Feeds.Entries;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>
/// Finds lists below the headline: "in Libya, Sudan, Syria and Yemen", "en Libye, au Soudan et au Yémen",
/// في ليبيا والسودان واليمن. They say what else there is, not what a text is about.
/// </summary>
internal static class Enumerations
{
    private const int Shortest = 3;

    /// <summary>Words between two that are listed: "and in", "et au".</summary>
    private const int MostBetween = 2;

    private static readonly SearchValues<char> Separators = SearchValues.Create(",;/|·•،؛");

    private static readonly FrozenSet<string> Conjunctions = "and or et ou و او"
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Particles = "in the of from to en au aux a la le les du de des في من الي"
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ConjunctionLetters =
        Conjunctions.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ParticleLetters =
        Particles.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds the stretch of each list of three or more.</summary>
    /// <param name="members">Where what may be listed stands, in the order of the text.</param>
    /// <param name="words">The entry's words.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="lists">Gets the lists.</param>
    public static void Find(List<Occurrence> members, WordList words, Entry entry, List<Occurrence> lists)
    {
        var list = new Occurrence(-1, -1);
        var count = 0;
        foreach (var member in members)
        {
            // A name inside a longer one, and the headline.
            if (member.Last <= list.Last || words[member.First].Field == Field.Title)
                continue;
            if (count > 0 && Follows(list.Last, member.First, words, entry))
                (list, count) = (list with { Last = member.Last }, count + 1);
            else
                (list, count) = (member, 1);
            if (count == Shortest)
                lists.Add(list);
            else if (count > Shortest)
                lists[^1] = list;
        }
    }

    /// <summary>Whether a member that begins with one word is listed after one that ends with another.</summary>
    private static bool Follows(int before, int member, WordList words, Entry entry)
    {
        if (member - before - 1 > MostBetween || words[before].Field != words[member].Field)
            return false;
        var isListed = IsJoined(words.Letters(member), words[member].Traits) || IsParted(before, words, entry);
        for (var word = before + 1; word < member; word++)
        {
            var isConjunction = ConjunctionLetters.Contains(words.Letters(word));
            if (!isConjunction && !ParticleLetters.Contains(words.Letters(word)))
                return false;
            isListed |= isConjunction || IsParted(word, words, entry);
        }
        return isListed;
    }

    /// <summary>In Arabic "and" is written with the word it joins.</summary>
    private static bool IsJoined(ReadOnlySpan<char> letters, WordTraits traits) =>
        (traits & WordTraits.Arabic) != 0 && letters is ['و', ..];

    private static bool IsParted(int word, WordList words, Entry entry)
    {
        ref readonly var before = ref words[word];
        ref readonly var after = ref words[word + 1];
        return entry[before.Field].AsSpan(before.End, Math.Max(0, after.Start - before.End)).ContainsAny(Separators);
    }
}
