using AlertBot.Localization;
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
    private readonly FormTable _byName = new();
    private readonly List<TermWord> _words = [];
    private readonly List<bool> _askHowWritten = [];
    private readonly List<int> _prefixLengths = []; // ascending
    private readonly HashFilter _beginnings = new(4096);
    private readonly FormList _forms = new();

    /// <summary>The word's id; the same for equal words.</summary>
    public int Add(TermWord word)
    {
        if (_ids.TryGetValue(word, out var id))
            return id;
        _ids.Add(word, id = _ids.Count);
        _words.Add(word);
        _askHowWritten.Add(word.Elided.Length > 0 || word.Kind == WordKind.Exact || word.AsksCapital);
        switch (word.Kind)
        {
            case WordKind.Exact:
                // In 5+5: the one word without a letter.
                var folded = Folding.Letters(word.Letters) is { Length: > 0 } letters ? letters : "+";
                _byLetters.Add(folded, LetterHash.Compute(folded), id);
                break;
            case WordKind.Prefix:
                _byPrefix.Add(word.Letters, LetterHash.Compute(word.Letters), id);
                if (_prefixLengths.BinarySearch(word.Letters.Length) is < 0 and var at)
                    _prefixLengths.Insert(~at, word.Letters.Length);
                _beginnings.Add(LetterHash.Compute(word.Letters.AsSpan(0, Beginning)));
                break;
            case WordKind.Name:
                _byName.Add(word.Letters, LetterHash.Compute(word.Letters), id);
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
    /// it may be and of names those, for the letters say nothing of how it is written: ask <see cref="Accepts"/>.
    /// </summary>
    public void Meet(
        ReadOnlySpan<char> letters,
        uint hash,
        WordTraits traits,
        Language language,
        FormList forms,
        List<int> ids
    )
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
            _byLetters.Find(letters, hash, ids);
        if (_byName.Count > 0)
            MeetNames(letters, traits, forms, ids);
    }

    /// <summary>
    /// Whether a rule's word stands for words of the text as they are written: exact ones ask for each letter, names
    /// for their capital, some for the elided word before them, as in n'a.
    /// </summary>
    public bool Accepts(int id, MatchContext context, int first, int last) =>
        !_askHowWritten[id] || IsWrittenSo(id, context, first, last);

    private bool IsWrittenSo(int id, MatchContext context, int first, int last)
    {
        var word = _words[id];
        if (word.Elided.Length > 0 && context.ElidedBefore(first) != word.Elided)
            return false;
        return word.Kind switch
        {
            // Words run together are not written as any exact word is.
            WordKind.Exact => first == last && context.Original(first).SequenceEqual(word.Letters),
            _ when word.AsksCapital => HasCapital(context, first, last),
            _ => true,
        };
    }

    /// <summary>One of the parts is enough: al-Bayda is Albayda.</summary>
    private static bool HasCapital(MatchContext context, int first, int last)
    {
        for (var word = first; word <= last; word++)
        {
            if (Capitals.BeginsWithOne(context.Original(word)))
                return true;
        }
        return false;
    }

    private void MeetNames(ReadOnlySpan<char> letters, WordTraits traits, FormList forms, List<int> ids)
    {
        (forms.Wanted, forms.WantedBeginnings) = (_byName.Filter, null);
        NameForms.OfText(letters, traits, forms);
        var own = ids.Count;
        for (var i = 0; i < forms.Count; i++)
            _byName.Find(forms[i], forms.HashOf(i), ids);
        if (letters[^1] != 'ه' || (traits & WordTraits.TaaMarbuta) != 0)
            return;
        for (var i = ids.Count - 1; i >= own; i--)
        {
            if ((_words[ids[i]].Traits & WordTraits.TaaMarbuta) != 0)
                ids.RemoveAt(i);
        }
    }

    private void MeetPrefixes(ReadOnlySpan<char> form, List<int> ids)
    {
        foreach (var length in _prefixLengths)
        {
            if (length > form.Length)
                break;
            _byPrefix.Find(form[..length], LetterHash.Compute(form[..length]), ids);
        }
    }
}
