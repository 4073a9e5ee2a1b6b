using AlertBot.Feeds;
using AlertBot.Rules;

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
        var reader = new WordReader();
        reader.Read(text);
        foreach (var word in reader.Words)
        {
            var stem = Stem(reader.Folded(word));
            if (stem.Length >= 2 && !StopWords.Contains(stem))
                words[stem] = Math.Max(words.GetValueOrDefault(stem), weight);
        }
    }

    private static string Stem(ReadOnlySpan<char> word)
    {
        if (WordForms.IsArabic(word))
        {
            Span<int> ways = stackalloc int[ArabicProclitics.MostWays];
            var count = ArabicProclitics.Strip(word, ways);
            // Only what is surely no part of the word: the article, with what stands before it.
            foreach (var way in ways[..count])
            {
                if (way >= 2)
                {
                    word = word[way..];
                    break;
                }
            }
        }
        return (word.Length > StemLength && !char.IsAsciiDigit(word[0]) ? word[..StemLength] : word).ToString();
    }
}
