using System.Runtime.CompilerServices;
using AlertBot.Feeds.Entries;

namespace AlertBot.Rules.Words;

/// <summary>
/// The folded words of one or several texts. Its buffers only grow, so one list reads many entries without new memory.
/// </summary>
internal sealed class WordList
{
    // Small at first: most lists read a term of a rule or a name, not an entry.
    private char[] _letters = new char[64];
    private Word[] _words = new Word[8];
    private int _letterCount;
    private int _openFrom;
    private int _sentence;

    public int Count { get; private set; }

    public ref readonly Word this[int index] => ref _words[index];

    public ReadOnlySpan<char> Letters(int index) => _letters.AsSpan(_words[index].Letters, _words[index].LetterCount);

    /// <summary>
    /// The letters of neighbouring words run together, as <c>cease-fire</c> is also <c>ceasefire</c>.
    /// </summary>
    public ReadOnlySpan<char> JoinedLetters(int first, int last) =>
        _letters.AsSpan(_words[first].Letters, _words[last].Letters + _words[last].LetterCount - _words[first].Letters);

    /// <summary>Whether a hyphen ties the word to the one before it in the list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsCompound(int index) =>
        _words[index].Is(WordTraits.AfterHyphen) && index > 0 && _words[index].Sentence == _words[index - 1].Sentence;

    public void Clear() => Count = _letterCount = _openFrom = _sentence = 0;

    /// <summary>
    /// Appends the words of <paramref name="text"/>, leaving out those that touch <paramref name="except"/>.
    /// </summary>
    public void AddText(string text, Field field = Field.Title, IReadOnlyList<Span>? except = null)
    {
        var scanner = new WordScanner(text, this);
        while (scanner.Next(out var start, out var length, out var traits))
        {
            if (except is { Count: > 0 } && Touches(except, field, start, length))
                LeaveOut();
            else
                Add(field, start, length, traits);
        }
        EndSentence();
    }

    /// <summary>The letters read of the word that is not ended yet.</summary>
    public ReadOnlySpan<char> Open => _letters.AsSpan(_openFrom, _letterCount - _openFrom);

    public void Append(char letter)
    {
        Room(1)[0] = letter;
        Append(1);
    }

    /// <summary>Room for at least that many letters after the open ones, to be written and then taken.</summary>
    public Span<char> Room(int letters)
    {
        if (_letterCount + letters > _letters.Length)
            Array.Resize(ref _letters, Math.Max(_letters.Length * 2, _letterCount + letters));
        return _letters.AsSpan(_letterCount);
    }

    /// <summary>Adds the first letters written there to the open word.</summary>
    public void Append(int letters) => _letterCount += letters;

    public void DropOpen() => _letterCount = _openFrom;

    public void EndSentence() => _sentence++;

    private void Add(Field field, int start, int length, WordTraits traits)
    {
        if (Count == _words.Length)
            Array.Resize(ref _words, _words.Length * 2);
        _words[Count++] = new Word(
            field,
            start,
            length,
            _openFrom,
            _letterCount - _openFrom,
            _sentence,
            traits,
            LetterHash.Compute(Open)
        );
        _openFrom = _letterCount;
    }

    private void LeaveOut()
    {
        DropOpen();
        EndSentence();
    }

    private static bool Touches(IReadOnlyList<Span> spans, Field field, int start, int length)
    {
        // Asked for every word: going through an interface would make an enumerator for each.
        for (var i = 0; i < spans.Count; i++)
        {
            var span = spans[i];
            if (span.Field == field && start < span.Start + span.Length && span.Start < start + length)
                return true;
        }
        return false;
    }
}
