using AlertBot.Feeds;
using AlertBot.Rules.Words;

namespace AlertBot.Stories;

/// <summary>What of an entry is compared with others.</summary>
/// <param name="Language">Words are compared within a language, names across.</param>
/// <param name="Words">Its telling words, cut to a stem; those of the headline weigh twice.</param>
/// <param name="Names">Its names by their skeletons, and its numbers; those of the headline weigh twice.</param>
/// <param name="Rules">The rules it meets.</param>
/// <param name="Time">When it was published.</param>
internal sealed record Sketch(
    Config.Language Language, IReadOnlyDictionary<string, float> Words, IReadOnlyDictionary<string, float> Names, IReadOnlySet<string> Rules, DateTimeOffset Time)
{
    /// <summary>Letters of a word that are kept: a crude stem, enough to let inflected forms of one word meet.</summary>
    private const int StemLength = 5;

    /// <summary>The headline names the event, the lead tells it; what follows is background that many events share.</summary>
    private const int LeadCharacters = 600;

    private const float TitleWeight = 2f;

    public static Sketch Of(Entry entry, IEnumerable<string> rules, DateTimeOffset time)
    {
        var words = new Dictionary<string, float>(StringComparer.Ordinal);
        var names = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var (text, weight) in new[] { (entry.Title, TitleWeight), (entry.Summary, 1f), (Lead(entry.Body), 1f) })
            Add(text, weight, words, names);
        return new Sketch(entry.Language, words, names, rules.ToHashSet(StringComparer.Ordinal), time);
    }

    private static string Lead(string body) => body.Length > LeadCharacters ? body[..LeadCharacters] : body;

    private static void Add(string text, float weight, Dictionary<string, float> words, Dictionary<string, float> names)
    {
        var list = new WordList();
        list.Read(text);
        for (var i = 0; i < list.Count; i++)
        {
            var word = Bare(list.Letters(i), list[i].Traits).ToString();
            var stem = word.Length > StemLength && !char.IsAsciiDigit(word[0]) ? word[..StemLength] : word;
            if (stem.Length >= 2 && !StopWords.Contains(stem))
            {
                words[stem] = Math.Max(words.GetValueOrDefault(stem), weight);
                if (NameOf(word, text[list[i].Start]) is { } name)
                    names[name] = Math.Max(names.GetValueOrDefault(name), weight);
            }
        }
    }

    /// <summary>Numbers are names of a kind; Latin names begin with a capital, Arabic script has none, so there every word may be one.</summary>
    private static string? NameOf(string word, char written) =>
        char.IsAsciiDigit(word[0]) ? (word.Length > 1 || word[0] > '2' ? $"#{word}" : null)
        : Folding.IsArabic(word[0]) || char.IsUpper(written) ? NameSkeleton.Of(word)
        : null;

    /// <summary>Without article and proclitics. That a first letter of the stem goes with them at times does no harm: it goes in every entry.</summary>
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> word, WordTraits traits)
    {
        if (!Folding.IsArabic(word[0]))
            return word;
        var bare = ArabicForms.WithoutArticle(word, traits);
        return bare.Length == word.Length && word.Length >= 5 && word[0] is 'و' or 'ب' or 'ل' or 'ف' ? word[1..] : bare;
    }
}
