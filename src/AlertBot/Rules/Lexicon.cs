namespace AlertBot.Rules;

/// <summary>
/// From the forms of words to the words they belong to: an open-addressing table of 64-bit hashes. Forms themselves are not kept; at a
/// million forms and a thousand words a text, two that share a hash would meet once in ten billion texts.
/// </summary>
internal sealed class Lexicon
{
    private const ulong PrefixSalt = 0x9E3779B97F4A7C15;

    private readonly ulong[] _hashes;
    private readonly int[] _firstLink;
    private readonly (int Word, int Next)[] _links;
    private readonly int[] _prefixLengths;

    private Lexicon(ulong[] hashes, int[] firstLink, (int, int)[] links, int[] prefixLengths) =>
        (_hashes, _firstLink, _links, _prefixLengths) = (hashes, firstLink, links, prefixLengths);

    /// <summary>Adds to <paramref name="words"/> the words of which <paramref name="form"/> is a form.</summary>
    public void Find(ReadOnlySpan<char> form, List<int> words)
    {
        Collect(Hash(form), words);
        foreach (var length in _prefixLengths)
        {
            if (length > form.Length)
                break;
            Collect(Hash(form[..length]) ^ PrefixSalt, words);
        }
    }

    private void Collect(ulong hash, List<int> words)
    {
        var mask = _hashes.Length - 1;
        for (var slot = (int)hash & mask; _firstLink[slot] >= 0; slot = (slot + 1) & mask)
        {
            if (_hashes[slot] != hash)
                continue;
            for (var link = _firstLink[slot]; link >= 0; link = _links[link].Next)
                words.Add(_links[link].Word);
            return;
        }
    }

    /// <summary>FNV-1a over UTF-16 units, then mixed: the table takes the low bits.</summary>
    private static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in text)
            hash = (hash ^ c) * 0x100000001B3UL;
        hash ^= hash >> 32;
        return hash * 0xD6E8FEB86659FD93UL;
    }

    /// <summary>Collects forms, then builds the table.</summary>
    internal sealed class Builder
    {
        private readonly Dictionary<ulong, int> _first = [];
        private readonly List<(int Word, int Next)> _links = [];
        private readonly SortedSet<int> _prefixLengths = [];

        public void AddForm(ReadOnlySpan<char> form, int word) => Add(Hash(form), word);

        public void AddPrefix(ReadOnlySpan<char> prefix, int word)
        {
            _prefixLengths.Add(prefix.Length);
            Add(Hash(prefix) ^ PrefixSalt, word);
        }

        private void Add(ulong hash, int word)
        {
            _links.Add((word, _first.GetValueOrDefault(hash, -1)));
            _first[hash] = _links.Count - 1;
        }

        public Lexicon Build()
        {
            var size = 16;
            while (size < _first.Count * 2)
                size *= 2;
            var hashes = new ulong[size];
            var firstLink = new int[size];
            Array.Fill(firstLink, -1);
            foreach (var (hash, link) in _first)
            {
                var slot = (int)hash & (size - 1);
                while (firstLink[slot] >= 0)
                    slot = (slot + 1) & (size - 1);
                (hashes[slot], firstLink[slot]) = (hash, link);
            }
            return new Lexicon(hashes, firstLink, [.. _links], [.. _prefixLengths]);
        }
    }
}
