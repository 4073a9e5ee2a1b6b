using AlertBot.Rules.Words;
using AlertBot.Stories.Grouping;

namespace AlertBot.Alerts.Summaries;

/// <summary>The words of a headline, to tell what a text adds to it.</summary>
internal sealed class HeadlineWords
{
    /// <summary>So many letters are compared: "signed" and "signs" are one word here.</summary>
    private const int ComparedLetters = 4;

    /// <summary>
    /// A text that has no more words of its own, or no greater share of them, says the headline again.
    /// </summary>
    private const int FewNew = 2;

    private const double SmallShare = 0.2;

    /// <summary>A short text that shares less with the headline is about something else.</summary>
    private const double LargeShare = 0.5;

    private readonly HashSet<string> _words;

    public HeadlineWords(string headline) => _words = [.. Words(headline)];

    /// <summary>Whether a text says what the headline says, and nothing that matters beside it.</summary>
    public bool Say(string text)
    {
        var words = Words(text).ToHashSet(StringComparer.Ordinal);
        var added = words.Where(word => !_words.Contains(word)).ToList();
        return !added.Exists(word => char.IsAsciiDigit(word[0]))
            && added.Count < (added.Count <= FewNew ? LargeShare : SmallShare) * words.Count;
    }

    private static IEnumerable<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !IsAddress(word))
            .SelectMany(word => Folding.Fold(word).Split([' ', '-', '\''], StringSplitOptions.RemoveEmptyEntries))
            .Select(Stem)
            .Where(stem => stem.Length > 2 || (stem.Length > 0 && char.IsAsciiDigit(stem[0])));

    /// <summary>
    /// The beginning of a word without what Arabic writes before it; empty for one that is everywhere.
    /// </summary>
    private static string Stem(string word)
    {
        if (StopWords.Contains(word.Length > 5 ? word[..5] : word))
            return "";
        foreach (var clitic in (string[])["وال", "بال", "فال", "كال", "لل", "ال", "و"])
        {
            if (word.Length > clitic.Length + 2 && word.StartsWith(clitic, StringComparison.Ordinal))
            {
                word = word[clitic.Length..];
                break;
            }
        }
        return char.IsAsciiDigit(word[0]) || word.Length <= ComparedLetters ? word : word[..ComparedLetters];
    }

    /// <summary>An outlet's domain, as feeds of aggregators end with.</summary>
    private static bool IsAddress(string word) =>
        word.IndexOf('.', StringComparison.Ordinal) is > 1 and var dot
        && dot < word.Length - 2
        && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '/');
}
