using AlertBot.Rules.Words.Arabic;
using AlertBot.Rules.Words.French;

namespace AlertBot.Rules.Words;

/// <summary>
/// Finds the words of one text from left to right and puts their folded letters into a <see cref="WordList"/>.
/// </summary>
internal ref struct WordScanner(string text, WordList words)
{
    private int _at;
    private int _start;
    private int _end;
    private int _lastLength;
    private int _lettersAtDot;
    private bool _isArabic;
    private bool _isNumber;
    private bool _afterHyphen;

    /// <summary>The next word's place in the text; its letters are the list's open ones. False at the end.</summary>
    public bool Next(out int start, out int length, out WordTraits traits)
    {
        while (SkipGap())
        {
            if (!ReadWord())
                continue;
            (start, length, traits) = (_start, _end - _start, Traits());
            return true;
        }
        (start, length, traits) = (0, 0, WordTraits.None);
        return false;
    }

    /// <summary>
    /// Goes to the next word's first letter, telling the list of sentence ends on the way. False at the end of the
    /// text.
    /// </summary>
    private bool SkipGap()
    {
        var newlines = 0;
        var hyphens = 0;
        var others = 0;
        for (; _at < text.Length; _at++)
        {
            switch (Folding.Fold(text[_at]))
            {
                case Folding.Mark or Folding.Format:
                    continue;
                case Folding.Hyphen:
                    hyphens++;
                    continue;
                case Folding.Plus when JoinsNumbers():
                    return true;
                case Folding.Newline when ++newlines == 2:
                case Folding.Stop when EndsSentence():
                case Folding.Shout:
                    words.EndSentence();
                    break;
                case var c when Folding.IsLetter(c) || c == Folding.Expands:
                    _afterHyphen = hyphens == 1 && others == 0;
                    return true;
            }
            others++;
        }
        return false;
    }

    /// <summary>Reads the word that starts here. False when it turns out to have no letter (an emoji).</summary>
    private bool ReadWord()
    {
        _start = _end = _at;
        _lettersAtDot = 0;
        _isArabic = _isNumber = false;
        if (Folding.Fold(text[_at]) == Folding.Plus)
        {
            words.Append(Folding.Plus);
            _afterHyphen = false;
            _end = ++_at;
            return true;
        }
        while (_at < text.Length && ReadUnit(Folding.Fold(text[_at]))) { }
        _lastLength = words.Open.Length;
        return _lastLength > 0;
    }

    /// <summary>Takes one unit into the word. False when the word ends before it.</summary>
    private bool ReadUnit(char c) =>
        c switch
        {
            Folding.Mark => Step(_end = _at + 1),
            Folding.Format => Step(_at + 1),
            Folding.Expands => ReadExpanded(),
            Folding.Apostrophe => ReadApostrophe(),
            Folding.Stop => ReadDot(),
            _ => Folding.IsLetter(c) && ReadRun(),
        };

    /// <summary>
    /// Takes the plain letters of one script that stand here: nearly all of a text, so the one loop that must be tight.
    /// </summary>
    private bool ReadRun()
    {
        var run = text.AsSpan(_at);
        var isArabic = Folding.IsArabic(Folding.Fold(run[0]));
        if (!Joins(isArabic))
            return false;
        var letters = words.Room(run.Length);
        var count = FoldLetters(run, letters, isArabic);
        words.Append(count);
        _isNumber = _isNumber && !isArabic && AreDigits(letters[..count]);
        return Step(_end = _at + count);
    }

    /// <summary>Folds the letters of one script that stand first, and says how many they are.</summary>
    private static int FoldLetters(ReadOnlySpan<char> run, Span<char> letters, bool isArabic)
    {
        var count = 0;
        for (; count < run.Length; count++)
        {
            var letter = Folding.Fold(run[count]);
            if (!Folding.IsLetter(letter) || Folding.IsArabic(letter) != isArabic)
                break;
            letters[count] = letter;
        }
        return count;
    }

    private static bool AreDigits(ReadOnlySpan<char> letters)
    {
        foreach (var letter in letters)
        {
            if (!char.IsAsciiDigit(letter))
                return false;
        }
        return true;
    }

    private bool ReadExpanded() => ReadLetters(Folding.Expand(text, _at, out var units), units);

    private bool ReadLetters(scoped ReadOnlySpan<char> letters, int units)
    {
        if (letters.Length == 0)
        {
            _at += units;
            return false;
        }
        if (!Joins(Folding.IsArabic(letters[0])))
            return false;
        foreach (var letter in letters)
        {
            _isNumber &= char.IsAsciiDigit(letter);
            words.Append(letter);
        }
        return Step(_end = _at + units);
    }

    /// <summary>
    /// Whether letters of this script go on with the word that is open: الـUN and إم4 are two words each.
    /// </summary>
    private bool Joins(bool isArabic)
    {
        if (words.Open.Length > 0)
            return isArabic == _isArabic;
        (_isArabic, _isNumber) = (isArabic, true);
        return true;
    }

    /// <summary>
    /// l'accord is accord, Libya's is libya and she'll she, aujourd'hui and Sana'a are one word, and a quote mark ends
    /// the word.
    /// </summary>
    private bool ReadApostrophe()
    {
        var next = AfterInvisible(_at + 1);
        if (!IsLetterAt(next))
            return false;
        if (Elision.IsElided(words.Open))
        {
            words.DropOpen();
            _start = _end = next;
            return Step(next);
        }
        var ending = EndingLength(next);
        if (ending == 0)
            return Step(next);
        _at = next + ending;
        return false;
    }

    /// <summary>
    /// The letters of an English ending behind the apostrophe: the possessive, or a verb run together with its subject
    /// (she'll is no shell, we're no were). 0 when they go on with the word: Raʾs is no possessive, ʾ and ʿ are
    /// letters.
    /// </summary>
    private readonly int EndingLength(int at)
    {
        var ending = text.AsSpan(at);
        var length = Folding.Fold(ending[0]) == 's' ? 1 : 2;
        if (
            char.IsLetter(text[_at])
            || length == 2 && !(ending.Length >= 2 && IsContraction(Folding.Fold(ending[0]), Folding.Fold(ending[1])))
            || LetterAt(AfterInvisible(at + length)) is { } after && !Folding.IsArabic(after)
        )
            return 0;
        return length;
    }

    private static bool IsContraction(char first, char second) =>
        (first, second) is ('l', 'l') or ('r', 'e') or ('v', 'e');

    /// <summary>Initials are one word: U.N. is un, أ.ف.ب is افب.</summary>
    private bool ReadDot()
    {
        var isInitial =
            words.Open.Length - _lettersAtDot == 1
            && !_isNumber
            && IsLetterAt(_at + 1)
            && !IsLetterAt(AfterInvisible(_at + 2));
        _lettersAtDot = words.Open.Length;
        return isInitial && Step(_at + 1);
    }

    /// <summary>5+5, 5 + 5 and 5&amp;5: only between numbers is a plus a word of its own.</summary>
    private readonly bool JoinsNumbers()
    {
        var next = _at + 1;
        while (next < text.Length && Folding.Fold(text[next]) is Folding.Other or Folding.Mark or Folding.Format)
            next++;
        return _isNumber && IsLetterAt(next) && char.IsAsciiDigit(Folding.Fold(text[next]));
    }

    /// <summary>
    /// A full stop ends a sentence unless it is inside an address or number, or after so short a word that it may
    /// abbreviate.
    /// </summary>
    private readonly bool EndsSentence() => _lastLength > 3 && !IsLetterAt(_at + 1);

    private readonly bool IsLetterAt(int at) => LetterAt(at) is not null;

    private readonly char? LetterAt(int at)
    {
        if (at >= text.Length)
            return null;
        var c = Folding.Fold(text[at]);
        if (c == Folding.Expands)
            return Folding.Expand(text, at, out _) is { Length: > 0 } letters ? letters[0] : null;
        return Folding.IsLetter(c) ? c : null;
    }

    private readonly int AfterInvisible(int at)
    {
        while (at < text.Length && Folding.Fold(text[at]) is Folding.Mark or Folding.Format)
            at++;
        return at;
    }

    private bool Step(int to)
    {
        _at = to;
        return true;
    }

    private readonly WordTraits Traits()
    {
        var traits = _afterHyphen ? WordTraits.AfterHyphen : WordTraits.None;
        var word = text.AsSpan(_start, _end - _start);
        return traits | (_isArabic ? WordTraits.Arabic | ArabicTraits.TraitsOf(word) : LatinTraits.TraitsOf(word));
    }
}
