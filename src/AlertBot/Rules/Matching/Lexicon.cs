using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>Every word the rules know, found by any form of a text's word.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<TermWord, int> _ids = [];
    private readonly Dictionary<string, List<int>> _byForm = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _byPrefix = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _byLetters = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _prefixLengths = [];
    private readonly FormList _forms = new();

    /// <summary>The word's id; the same for equal words.</summary>
    public int Add(TermWord word)
    {
        if (_ids.TryGetValue(word, out var id))
            return id;
        _ids.Add(word, id = _ids.Count);
        switch (word.Kind)
        {
            case WordKind.Exact:
                Put(_byLetters, word.Letters, id);
                break;
            case WordKind.Prefix:
                Put(_byPrefix, word.Letters, id);
                _prefixLengths.Add(word.Letters.Length);
                break;
            default:
                WordForms.OfRule(word.Letters, word.Traits, word.Forms, _forms);
                for (var i = 0; i < _forms.Count; i++)
                    Put(_byForm, _forms[i].ToString(), id);
                break;
        }
        return id;
    }

    /// <summary>Adds to <paramref name="hits"/> the rules' words that the forms of a text's word meet.</summary>
    public void Meet(FormList forms, HitList hits)
    {
        var byForm = _byForm.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < forms.Count; i++)
        {
            if (byForm.TryGetValue(forms[i], out var ids))
                hits.Add(ids);
        }
        if (_prefixLengths.Count > 0)
            MeetPrefixes(forms, hits);
    }

    /// <summary>Adds to <paramref name="hits"/> the rules' exact words that a text's word is, as it stands there.</summary>
    public void MeetExact(ReadOnlySpan<char> original, HitList hits)
    {
        if (_byLetters.Count > 0 && _byLetters.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(original, out var ids))
            hits.Add(ids);
    }

    private void MeetPrefixes(FormList forms, HitList hits)
    {
        var byPrefix = _byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < forms.Count; i++)
        {
            var form = forms[i];
            foreach (var length in _prefixLengths)
            {
                if (length > form.Length)
                    break;
                if (byPrefix.TryGetValue(form[..length], out var ids))
                    hits.Add(ids);
            }
        }
    }

    private static void Put(Dictionary<string, List<int>> lists, string key, int id)
    {
        if (!lists.TryGetValue(key, out var ids))
            lists.Add(key, ids = []);
        ids.Add(id);
    }
}
