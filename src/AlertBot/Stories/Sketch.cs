using AlertBot.Feeds;
using AlertBot.Rules.Words;

namespace AlertBot.Stories;

/// <summary>What of an entry is compared with others: its telling words, counted, and when it was published.</summary>
internal sealed record Sketch(Config.Language Language, IReadOnlyDictionary<string, float> Words, DateTimeOffset Time)
{
    /// <summary>Letters of a word that are kept: a crude stem, enough to let inflected forms of one word meet.</summary>
    private const int StemLength = 6;

    /// <summary>The headline names the event, the lead tells it; what follows is background that many events share.</summary>
    private const int LeadCharacters = 600;

    private const float TitleWeight = 2f;

    public static Sketch Of(Entry entry, DateTimeOffset time)
    {
        var words = new Dictionary<string, float>(StringComparer.Ordinal);
        Add(words, entry.Title, TitleWeight);
        var lead = entry.Summary.Length > 0 ? entry.Summary : entry.Body;
        Add(words, lead.Length > LeadCharacters ? lead[..LeadCharacters] : lead, 1f);
        return new Sketch(entry.Language, words, time);
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

    /// <summary>Without the article, and cut. A lone proclitic may be part of the word and stays.</summary>
    private static string Stem(ReadOnlySpan<char> word, WordTraits traits)
    {
        if (Folding.IsArabic(word[0]))
            word = ArabicForms.WithoutArticle(word, traits);
        return (word.Length > StemLength && !char.IsAsciiDigit(word[0]) ? word[..StemLength] : word).ToString();
    }
}
