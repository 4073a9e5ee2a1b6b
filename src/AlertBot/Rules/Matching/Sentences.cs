using System.Collections.Frozen;
using AlertBot.Feeds.Entries;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>
/// The sentences of one entry, found when first asked for. They are finer than those that phrases keep to
/// (<see cref="Word.Sentence"/>): a short word may end one, and in a headline the outlet's name stands for itself.
/// </summary>
internal sealed class Sentences
{
    /// <summary>The most words of an outlet's name at the end of a headline.</summary>
    private const int LongestOutlet = 5;

    private const int LongestAbbreviation = 6;

    // Written with a full stop that ends nothing.
    private static readonly FrozenSet<string> Abbreviations = (
        "mr mrs ms dr st gen col lt sgt gov sen rep rev jr sr vs no prof capt maj adm brig cmdr hon inc ltd co corp mt "
        + "ft dept est etc jan feb aug sept oct nov dec m mm mme mlle pr me gal cdt av art env"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AbbreviationLetters =
        Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly List<Occurrence> _all = [];

    /// <summary>Their first and last words, in the order of the text; none spans two fields.</summary>
    public List<Occurrence> Find(WordList words, Entry entry)
    {
        if (_all.Count > 0 || words.Count == 0)
            return _all;
        var outlet = OutletOf(words, entry);
        var first = 0;
        for (var word = 1; word < words.Count; word++)
        {
            if (word != outlet && !Begins(word, words, entry))
                continue;
            _all.Add(new Occurrence(first, word - 1));
            first = word;
        }
        _all.Add(new Occurrence(first, words.Count - 1));
        return _all;
    }

    public void Clear() => _all.Clear();

    /// <summary>Whether a sentence begins with this word, which has one before it.</summary>
    private static bool Begins(int word, WordList words, Entry entry)
    {
        ref readonly var before = ref words[word - 1];
        ref readonly var after = ref words[word];
        if (before.Field != after.Field)
            return true;
        var gap = entry[after.Field].AsSpan(before.End, Math.Max(0, after.Start - before.End));
        if (after.Field == Field.Title && gap.Contains('|'))
            return true;
        if (after.Field == Field.Title && IsPause(gap) && Folding.IsArabic(Folding.Fold(entry.Title[after.Start])))
            return false;
        var stop = gap.IndexOfAny('.', '…', '。');
        if (before.Sentence != after.Sentence)
            return stop != 0 || gap.Length > 2 || !IsAbbreviation(words, word - 1);
        return stop >= 0
            && gap.Length > stop + 1
            && !IsAbbreviation(words, word - 1)
            && !IsInitials(before, entry)
            && CanBegin(entry[after.Field].AsSpan(after.Start), gap[(stop + 1)..]);
    }

    /// <summary>Whether only dots stand here: two part the clauses of an Arabic headline, as a dash does.</summary>
    private static bool IsPause(ReadOnlySpan<char> gap)
    {
        var dots = gap.Trim(" \u00A0«»\"“”");
        return (dots.Length > 1 || dots is "…") && !dots.ContainsAnyExcept('.', '…');
    }

    /// <summary>
    /// Whether a sentence may begin so: Arabic has no capitals, but writes one-letter abbreviations only.
    /// </summary>
    private static bool CanBegin(ReadOnlySpan<char> next, ReadOnlySpan<char> gap) =>
        (gap.Contains(' ') || gap.Contains('\n') || gap.Contains('\u00A0'))
        && (char.IsUpper(next[0]) || char.IsDigit(next[0]) || Folding.IsArabic(Folding.Fold(next[0])));

    private static bool IsAbbreviation(WordList words, int word)
    {
        var letters = words.Letters(word);
        return letters.Length == 1 || letters.Length <= LongestAbbreviation && AbbreviationLetters.Contains(letters);
    }

    /// <summary>U.S. and ا.ف.ب: their last stop says nothing.</summary>
    private static bool IsInitials(in Word word, Entry entry) =>
        entry[word.Field].AsSpan(word.Start, word.Length).Contains('.');

    /// <summary>The first word of " - Outlet" at the end of a headline; -1 where there is none.</summary>
    private static int OutletOf(WordList words, Entry entry)
    {
        var last = 0;
        while (last < words.Count && words[last].Field == Field.Title)
            last++;
        for (var word = last - 1; word > 0 && word >= last - LongestOutlet; word--)
        {
            var gap = entry.Title.AsSpan(words[word - 1].End, words[word].Start - words[word - 1].End);
            if (gap.Length >= 3 && gap[0] == ' ' && gap[^1] == ' ' && gap.IndexOfAny('-', '–', '—') > 0)
                return word;
        }
        return -1;
    }
}
