using System.Text;

namespace AlertBot.Rules;

/// <summary>
/// Splits a text into folded words. Reusable: one reader serves entry after entry without allocating once its buffers have grown.
/// </summary>
internal sealed class WordReader
{
    // Articles and pronouns that French ties to the next word (l'accord), and what English ties to the one before (Libya's, don't):
    // they are no words of their own, or "Libya's oil" would not be "Libya oil".
    private static readonly HashSet<string> Elided = new(StringComparer.Ordinal) { "l", "d", "qu", "n", "s", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "quoiqu" };
    private static readonly HashSet<string> Tied = new(StringComparer.Ordinal) { "s", "t", "re", "ve", "ll", "d", "m" };
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> IsElided = Elided.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> IsTied = Tied.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly List<Word> _words = [];
    private char[] _folded = new char[1024];
    private int _foldedLength;

    public IReadOnlyList<Word> Words => _words;

    public int Count => _words.Count;

    public Word this[int index] => _words[index];

    public ReadOnlySpan<char> Folded(Word word) => _folded.AsSpan(word.FoldedStart, word.FoldedLength);

    /// <summary>The folded letters of neighbouring words as if written in one: cease-fire as ceasefire.</summary>
    public ReadOnlySpan<char> Joined(int first, int last) =>
        _folded.AsSpan(_words[first].FoldedStart, _words[last].FoldedStart + _words[last].FoldedLength - _words[first].FoldedStart);

    public void Read(string text)
    {
        _words.Clear();
        _foldedLength = 0;
        var (start, end, foldedStart) = (-1, 0, 0);
        var before = Boundary.Line;
        var afterApostrophe = false;
        for (var i = 0; i < text.Length; i++)
        {
            var units = Fold(text, i, out var c, out var more);
            if (c > Folding.Nothing)
            {
                if (start < 0)
                    (start, foldedStart) = (i, _foldedLength);
                Put(c);
                foreach (var m in more)
                    Put(m);
                i += units - 1;
                end = i + 1;
                continue;
            }
            if (c == Folding.Nothing)
            {
                end = start >= 0 ? i + 1 : end;
                continue;
            }
            var apostrophe = IsApostrophe(text[i]);
            if (start >= 0)
                before = Close(new Word(start, end, foldedStart, _foldedLength - foldedStart, before), apostrophe, afterApostrophe);
            afterApostrophe = apostrophe && start >= 0;
            start = -1;
            before = Widest(before, BoundaryAt(text, i));
            if (text[i] == '+' && PlusBetweenDigits(text, i))
                before = PutPlus(i, before);
        }
        if (start >= 0)
            Close(new Word(start, end, foldedStart, _foldedLength - foldedStart, before), false, afterApostrophe);
    }

    /// <summary>Keeps the word unless it is tied to a neighbour; gives the boundary the next word starts with.</summary>
    private Boundary Close(Word word, bool apostropheFollows, bool apostropheBefore)
    {
        if ((apostropheFollows && IsElided.Contains(Folded(word))) || (apostropheBefore && IsTied.Contains(Folded(word))))
        {
            _foldedLength = word.FoldedStart;
            return word.Before;
        }
        _words.Add(word);
        return Tight;
    }

    /// <summary>Nothing seen yet since the last word: a hyphen may still make it a compound.</summary>
    private const Boundary Tight = (Boundary)255;

    private static Boundary Widest(Boundary known, Boundary seen)
    {
        if (known == Tight)
            return seen;
        if (known == Boundary.Hyphen)
            return seen == Boundary.Hyphen ? Boundary.Loose : seen;
        return seen > known && seen != Boundary.Hyphen ? seen : known;
    }

    private static Boundary BoundaryAt(string text, int i) => text[i] switch
    {
        '\n' or '\u2028' or '\u2029' => Boundary.Line,
        '-' or '\u2010' or '\u2011' => Boundary.Hyphen,
        '.' or '!' or '?' or '؟' or '…' or '؛' or ';' when i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]) || text[i + 1] is '"' or '»' or '”' => Boundary.Sentence,
        _ => Boundary.Loose,
    };

    private static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u2018' or '\u02BC' or '\u00B4' or '`';

    /// <summary>5+5, 5 + 5, ٥+٥: the name of a commission, so the plus is a word.</summary>
    private static bool PlusBetweenDigits(string text, int plus)
    {
        var (left, right) = (plus - 1, plus + 1);
        while (left >= 0 && text[left] is ' ' or '\u00A0') left--;
        while (right < text.Length && text[right] is ' ' or '\u00A0') right++;
        return left >= 0 && right < text.Length && char.IsDigit(text[left]) && char.IsDigit(text[right]);
    }

    private Boundary PutPlus(int at, Boundary before)
    {
        Put('+');
        _words.Add(new Word(at, at + 1, _foldedLength - 1, 1, before == Tight ? Boundary.Loose : before));
        return Tight;
    }

    private static int Fold(string text, int i, out char c, out string more)
    {
        if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !Rune.TryCreate(text[i], text[i + 1], out var rune))
        {
            c = Folding.Fold(text[i], out more);
            return 1;
        }
        var folded = Folding.Fold(rune);
        (c, more) = folded.Length > 0 ? (folded[0], folded[1..]) : (Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.NonSpacingMark ? Folding.Nothing : Folding.Separator, "");
        return 2;
    }

    private void Put(char c)
    {
        if (_foldedLength == _folded.Length)
            Array.Resize(ref _folded, _folded.Length * 2);
        _folded[_foldedLength++] = c;
    }
}
