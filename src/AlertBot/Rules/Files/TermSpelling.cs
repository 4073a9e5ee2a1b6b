using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Files;

/// <summary>
/// Gathers the words of a term, apart (<c>cease fire</c>) and with hyphenated ones run together (<c>ceasefire</c>).
/// </summary>
internal sealed class TermSpelling(bool isExact, Languages languages)
{
    private readonly List<Step> _apart = [];
    private readonly List<Step> _joined = [];
    private bool _isArabic;

    public bool IsExact => isExact;

    /// <summary>Whether its words are read as English ones, so that "ceasefire" is also "cease fire".</summary>
    public bool TakesEnglish => !isExact && languages.HasFlag(Languages.English);

    public void Add(WordList words, int index, string text, WordKind kind, int gap)
    {
        var word = words[index];
        _isArabic |= word.Is(WordTraits.Arabic);
        var added = isExact
            ? new TermWord(text.Substring(word.Start, word.Length), WordKind.Exact, Languages.None, WordTraits.None)
            : new TermWord(words.Letters(index).ToString(), kind, FormsOf(word), word.Traits & ~WordTraits.AfterHyphen);
        var elided = Elision.Before(text, word.Start);
        if (isExact || elided == Elision.Negation)
            added = added with { Elided = elided };
        _apart.Add(new Step(added, gap));
        if (!words.IsCompound(index))
            _joined.Add(new Step(added, gap));
        else
            _joined[^1] = _joined[^1] with { Word = added with { Letters = _joined[^1].Word.Letters + added.Letters } };
    }

    /// <summary>One spelling, or two when something in it is hyphenated.</summary>
    public IReadOnlyList<Term> Terms(string text)
    {
        var apart = new Term(text, _apart, AppliesTo);
        return isExact || _joined.Count == _apart.Count ? [apart] : [apart, new Term(text, _joined, AppliesTo)];
    }

    /// <summary>
    /// Arabic script is looked for wherever it stands; an Arabic entry also carries English and French words.
    /// </summary>
    private Languages AppliesTo => _isArabic ? Languages.All : languages | Languages.Arabic;

    private Languages FormsOf(Word word) =>
        word.Is(WordTraits.Arabic) ? Languages.Arabic
        : languages == Languages.Arabic ? Languages.Latin
        : languages & Languages.Latin;
}
