namespace AlertBot.Rules;

/// <summary>
/// A word of a text. <paramref name="Start"/> and <paramref name="End"/> are UTF-16 positions in the original;
/// <paramref name="FoldedStart"/> and <paramref name="FoldedLength"/> point into the reader's folded letters.
/// </summary>
internal readonly record struct Word(int Start, int End, int FoldedStart, int FoldedLength, Boundary Before);

/// <summary>What parts a word from the one before.</summary>
internal enum Boundary : byte
{
    /// <summary>Blanks, commas, quotes and the like.</summary>
    Loose,

    /// <summary>A hyphen and nothing else: the two may be one compound.</summary>
    Hyphen,

    /// <summary>The end of a sentence: a gap in a phrase does not reach over it.</summary>
    Sentence,

    /// <summary>A line break: no phrase reaches over it.</summary>
    Line,
}
