using AlertBot.Feeds;
using AlertBot.Rules.Words;

namespace AlertBot.Stories;

/// <summary>What of an entry is compared with others: its telling words, weighed, the rules it meets, and when it was published.</summary>
internal sealed record Sketch(Config.Language Language, IReadOnlyDictionary<string, float> Words, IReadOnlySet<string> Rules, DateTimeOffset Time)
{
    /// <summary>Letters of a word that are kept: a crude stem, enough to let inflected forms of one word meet.</summary>
    private const int StemLength = 5;

    /// <summary>The headline names the event, the lead tells it; what follows is background that many events share.</summary>
    private const int LeadCharacters = 600;

    private const float TitleWeight = 2f;

    public static Sketch Of(Entry entry, IEnumerable<string> rules, DateTimeOffset time)
    {
        var words = new Dictionary<string, float>(StringComparer.Ordinal);
        Add(words, entry.Title, TitleWeight);
        Add(words, entry.Summary, 1f);
        Add(words, entry.Body.Length > LeadCharacters ? entry.Body[..LeadCharacters] : entry.Body, 1f);
        return new Sketch(entry.Language, words, rules.ToHashSet(StringComparer.Ordinal), time);
    }

    private static void Add(Dictionary<string, float> words, string text, float weight)
    {
        var list = new WordList();
        list.Read(text);
        for (var i = 0; i < list.Count; i++)
        {
            var stem = Stem(list.Letters(i), list[i].Traits);
            if (stem.Length >= 2 && !StopWords.Contains(stem))
                words[stem] = Math.Max(words.GetValueOrDefault(stem), weight);
        }
    }

    /// <summary>Without article and proclitics, and cut. That a first letter of the stem goes with them at times does no harm: it goes in every entry.</summary>
    private static string Stem(ReadOnlySpan<char> word, WordTraits traits)
    {
        if (Folding.IsArabic(word[0]))
        {
            var bare = ArabicForms.WithoutArticle(word, traits);
            word = bare.Length == word.Length && word.Length >= 5 && word[0] is 'و' or 'ب' or 'ل' or 'ف' ? word[1..] : bare;
        }
        return (word.Length > StemLength && !char.IsAsciiDigit(word[0]) ? word[..StemLength] : word).ToString();
    }
}
