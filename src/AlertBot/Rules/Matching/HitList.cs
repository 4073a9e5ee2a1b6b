using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AlertBot.Rules.Matching;

/// <summary>A rule's word that a text's word meets.</summary>
/// <param name="WordId">The rule's word.</param>
/// <param name="Width">How many words of the text it takes: two for ceasefire met by cease-fire.</param>
internal readonly record struct Hit(int WordId, int Width);

/// <summary>The hits of a text, by the word they start at. Reused from entry to entry.</summary>
internal sealed class HitList
{
    private readonly List<Hit> _hits = [];
    private readonly List<int> _starts = [];
    private readonly List<int> _words = [];

    /// <summary>The words at which hits start, in order.</summary>
    public List<int> Words => _words;

    public void Clear()
    {
        _words.Clear();
        _hits.Clear();
        _starts.Clear();
    }

    /// <summary>What is added from now on starts at the next word.</summary>
    public void NextWord() => _starts.Add(_hits.Count);

    public void Add(Hit hit)
    {
        if (_starts[^1] == _hits.Count)
            _words.Add(_starts.Count - 1);
        _hits.Add(hit);
    }

    /// <summary>The hits that start at a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<Hit> At(int word)
    {
        var end = word + 1 < _starts.Count ? _starts[word + 1] : _hits.Count;
        return CollectionsMarshal.AsSpan(_hits)[_starts[word]..end];
    }
}
