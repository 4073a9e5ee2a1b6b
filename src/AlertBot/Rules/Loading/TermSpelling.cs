using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;
using AlertBot.Rules.Words.French;

namespace AlertBot.Rules.Loading;

/// <summary>
/// Gathers the words of a term, apart (<c>cease fire</c>) and with hyphenated ones run together (<c>ceasefire</c>).
/// </summary>
internal sealed class TermSpelling(WordKind kind, Languages languages)
{
    private readonly List<Step> _apart = [];
    private readonly List<Step> _joined = [];
    private bool _isArabic;
    private bool _isName;

    /// <summary>How its words are met, where nothing else is written beside one.</summary>
    public WordKind Kind => kind;

    /// <summary>Whether its words are read as English ones, so that "ceasefire" is also "cease fire".</summary>
    public bool TakesEnglish => kind == WordKind.Inflected && languages.HasFlag(Languages.English);

    public void Add(WordList words, int index, string text, WordKind wordKind, int gap)
    {
        var word = words[index];
        _isArabic |= word.Is(WordTraits.Arabic);
        _isName |= wordKind == WordKind.Name;
        var letters = words.Letters(index).ToString();
        var added = wordKind switch
        {
            WordKind.Exact => new TermWord(
                text.Substring(word.Start, word.Length),
                wordKind,
                Languages.None,
                WordTraits.None
            ),
            WordKind.Name => new TermWord(letters, wordKind, Languages.None, NameTraits(word, letters, text)),
            _ => new TermWord(letters, wordKind, FormsOf(word), word.Traits & ~WordTraits.AfterHyphen),
        };
        var elided = Elision.Before(text, word.Start);
        if (wordKind == WordKind.Exact || elided == Elision.Negation)
            added = added with { Elided = elided };
        _apart.Add(new Step(added, gap));
        if (_joined.Count > 0 && (words.IsCompound(index) || IsTied(words, index, wordKind)))
            _joined[^1] = _joined[^1] with { Word = Joined(_joined[^1].Word, added) };
        else
            _joined.Add(new Step(added, gap));
    }

    /// <summary>One spelling, or two when something in it is hyphenated.</summary>
    public IReadOnlyList<Term> Terms(string text)
    {
        var apart = new Term(text, _apart, AppliesTo);
        return kind == WordKind.Exact || _joined.Count == _apart.Count
            ? [apart]
            : [apart, new Term(text, _joined, AppliesTo)];
    }

    /// <summary>
    /// Arabic script is looked for wherever it stands, and so are names, which have no grammar to be mistaken in; an
    /// Arabic entry also carries English and French words.
    /// </summary>
    private Languages AppliesTo => _isArabic || _isName ? Languages.All : languages | Languages.Arabic;

    private Languages FormsOf(Word word) =>
        word.Is(WordTraits.Arabic) ? Languages.Arabic
        : languages == Languages.Arabic ? Languages.Latin
        : languages & Languages.Latin;

    /// <summary>Newsrooms write أبو سليم and أبوسليم, عبد الله and عبدالله.</summary>
    private static bool IsTied(WordList words, int index, WordKind wordKind) =>
        wordKind == WordKind.Name && index > 0 && words.Letters(index - 1) is "ابو" or "عبد";

    private static TermWord Joined(TermWord first, TermWord second) =>
        second with
        {
            Letters = first.Letters + second.Letters,
            Traits = second.Traits | first.Traits & WordTraits.Capital,
        };

    /// <summary>
    /// A capital asks for one; so does ة where ه would be "his" (زواره, "his visitors"), which it cannot be behind ال.
    /// </summary>
    private static WordTraits NameTraits(Word word, string letters, string text)
    {
        if (Capitals.BeginsWithOne(text.AsSpan(word.Start)))
            return WordTraits.Capital;
        return letters.StartsWith("ال", StringComparison.Ordinal)
            ? WordTraits.None
            : word.Traits & WordTraits.TaaMarbuta;
    }
}
