using AlertBot.Config;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>Every word the rules know, found by any form of a text's word.</summary>
internal sealed class Lexicon
{
    private const int Beginning = 2; // letters; no prefix is shorter

    private readonly Dictionary<TermWord, int> _ids = [];
    private readonly FormTable _byForm = new();
    private readonly FormTable _byPrefix = new();
    private readonly FormTable _byLetters = new();
    private readonly List<string?> _exact = [];
    private readonly List<string> _elided = [];
    private readonly List<int> _prefixLengths = []; // ascending
    private readonly HashFilter _beginnings = new(4096);
    private readonly FormList _forms = new();

    /// <summary>The word's id; the same for equal words.</summary>
    public int Add(TermWord word)
    {
        if (_ids.TryGetValue(word, out var id))
            return id;
        _ids.Add(word, id = _ids.Count);
        _exact.Add(word.Kind == WordKind.Exact ? word.Letters : null);
        _elided.Add(word.Elided);
        switch (word.Kind)
        {
            case WordKind.Exact:
                var folded = Folding.Letters(word.Letters) is { Length: > 0 } letters ? letters : "+"; // in 5+5: the one word without a letter
                _byLetters.Add(folded, LetterHash.Of(folded), id);
                break;
            case WordKind.Prefix:
                _byPrefix.Add(word.Letters, LetterHash.Of(word.Letters), id);
                if (_prefixLengths.BinarySearch(word.Letters.Length) is < 0 and var at)
                    _prefixLengths.Insert(~at, word.Letters.Length);
                _beginnings.Add(LetterHash.Of(word.Letters.AsSpan(0, Beginning)));
                break;
            default:
                WordForms.OfRule(word.Letters, word.Traits, word.Forms, _forms);
                for (var i = 0; i < _forms.Count; i++)
                    _byForm.Add(_forms[i], _forms.HashOf(i), id);
                break;
        }
        return id;
    }

    /// <summary>
    /// Fills <paramref name="ids"/> with the rules' words that a text's word meets, each once; of exact ones those that
    /// it may be, for the letters say nothing of how it is written.
    /// </summary>
    public void Meet(ReadOnlySpan<char> letters, WordTraits traits, Language language, FormList forms, List<int> ids)
    {
        ids.Clear();
        forms.Wanted = _byForm.Filter;
        forms.WantedBeginnings = _byPrefix.Count > 0 ? (_beginnings, Beginning) : null;
        WordForms.OfText(letters, traits, language, forms);
        for (var i = 0; i < forms.Count; i++)
        {
            _byForm.Find(forms[i], forms.HashOf(i), ids);
            if (_byPrefix.Count > 0)
                MeetPrefixes(forms[i], ids);
        }
        if (_byLetters.Count > 0)
            _byLetters.Find(letters, LetterHash.Of(letters), ids);
    }

    /// <summary>How a word must be written; null unless it is exact.</summary>
    public string? Exact(int id) => _exact[id];

    /// <summary>The elided word that must stand before a word, as n' in n'a; empty where none has to.</summary>
    public string Elided(int id) => _elided[id];

    private void MeetPrefixes(ReadOnlySpan<char> form, List<int> ids)
    {
        foreach (var length in _prefixLengths)
        {
            if (length > form.Length)
                break;
            _byPrefix.Find(form[..length], LetterHash.Of(form[..length]), ids);
        }
    }
}
