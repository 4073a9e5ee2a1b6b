using System.Buffers;
using AlertBot.Feeds.Entries;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;
using AlertBot.Runtime;

namespace AlertBot.Search;

/// <summary>
/// The keys under which the index finds a word: the forms by which the rules' engine lets a text's word and a searched
/// one meet. They find too much rather than too little; what they find is held against the text.
/// </summary>
internal static class WordKeys
{
    /// <summary>Far more than an article has; it bounds what one entry may cost.</summary>
    private const int MostKeys = 20_000;

    /// <summary>Where signs that a form bears are put, so that no tokenizer parts it there.</summary>
    private const char SignsFrom = '\u3400';

    private static readonly SearchValues<char> Signs = SearchValues.Create([
        .. Enumerable.Range(0, 128).Select(c => (char)c).Where(c => !char.IsAsciiLetterOrDigit(c)),
    ]);

    /// <summary>The keys of all words of an entry, each once.</summary>
    public static IReadOnlyCollection<string> OfEntry(Entry entry)
    {
        var words = new WordList();
        words.AddText(entry.Title, Field.Title);
        words.AddText(entry.Summary, Field.Summary);
        words.AddText(entry.Body, Field.Body);
        var (keys, seen, forms) = (new KeySet(), new KeySet(), new FormList());
        for (var i = 0; i < words.Count && keys.Count < MostKeys; i++)
        {
            AddForms(words.Letters(i), words[i].Traits, entry);
            for (
                var last = i + 1;
                last < words.Count && last - i < PhraseBook.WidestJoin && words.IsCompound(last);
                last++
            )
                AddForms(words.JoinedLetters(i, last), words[i].Traits, entry);
        }
        return keys.All;

        void AddForms(ReadOnlySpan<char> letters, WordTraits traits, Entry of)
        {
            CpuBudget.Check();
            // A word that came before has its forms, but where its traits are others.
            if (!seen.Add(letters, (char)traits))
                return;
            WordForms.OfText(letters, traits, of.Language, forms);
            AddAll();
            NameForms.OfText(letters, traits, forms);
            AddAll();
        }

        void AddAll()
        {
            for (var f = 0; f < forms.Count; f++)
                keys.Add(forms[f]);
        }
    }

    /// <summary>The keys of a searched word; an entry must have one of them. A last * asks for beginnings.</summary>
    public static IReadOnlyList<string> OfTerm(TermWord word)
    {
        var forms = new FormList();
        switch (word.Kind)
        {
            case WordKind.Exact:
                return [Key(Folding.Letters(word.Letters) is { Length: > 0 } letters ? letters : "+")];
            case WordKind.Prefix:
                return [$"{Key(word.Letters)}*"];
            case WordKind.Name:
                return [Key(word.Letters)];
            default:
                WordForms.OfRule(word.Letters, word.Traits, word.Forms, forms);
                return [.. Enumerable.Range(0, forms.Count).Select(i => Key(forms[i])).Distinct()];
        }
    }

    private static string Key(ReadOnlySpan<char> form)
    {
        if (!form.ContainsAny(Signs))
            return form.ToString();
        var key = form.ToArray();
        for (var i = 0; i < key.Length; i++)
            key[i] = Signs.Contains(key[i]) ? (char)(SignsFrom + key[i]) : key[i];
        return new string(key);
    }

    /// <summary>Strings, each once; asked by their letters, so that only new ones are made.</summary>
    private sealed class KeySet
    {
        private const int UsualLetters = 128;

        private readonly HashSet<string> _all = new(StringComparer.Ordinal);

        public IReadOnlyCollection<string> All => _all;

        public int Count => _all.Count;

        /// <summary>Adds the key of a form.</summary>
        public void Add(ReadOnlySpan<char> form)
        {
            if (form.ContainsAny(Signs))
                _all.Add(Key(form));
            else
                _all.GetAlternateLookup<ReadOnlySpan<char>>().Add(form);
        }

        public bool Add(ReadOnlySpan<char> letters, char mark)
        {
            if (letters.Length >= UsualLetters)
                return _all.Add($"{letters}{mark}");
            Span<char> marked = stackalloc char[UsualLetters];
            letters.CopyTo(marked);
            marked[letters.Length] = mark;
            return _all.GetAlternateLookup<ReadOnlySpan<char>>().Add(marked[..(letters.Length + 1)]);
        }
    }
}
