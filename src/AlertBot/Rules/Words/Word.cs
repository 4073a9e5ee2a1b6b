using AlertBot.Feeds.Entries;

namespace AlertBot.Rules.Words;

/// <summary>What folding loses and word forms still need to know.</summary>
[Flags]
internal enum WordTraits : byte
{
    None = 0,

    /// <summary>In Arabic script.</summary>
    Arabic = 1,

    /// <summary>Nothing but a hyphen stands between it and the word before it.</summary>
    AfterHyphen = 2,

    /// <summary>Ends in ة, which folds to ه but is no pronoun. A name in a rule that has it asks for it.</summary>
    TaaMarbuta = 4,

    /// <summary>Begins with أ إ آ: perhaps the question particle, but never the article.</summary>
    InitialHamza = 8,

    /// <summary>Its last yaa is a hamza's seat or an alef (تهدئة, مستشفى), so it makes no nisba.</summary>
    NoNisba = 16,

    /// <summary>Of a name in a rule: written with a capital, so that only a word with one is the name.</summary>
    Capital = 32,

    /// <summary>
    /// A Latin word that ends in é, és, ée or ées: in French a participle or a noun that is another word without its
    /// accent (fossé, fosse).
    /// </summary>
    FinalAcute = 64,
}

/// <summary>
/// One word of a text: where it stands (UTF-16 units of the original), and where its folded letters are.
/// </summary>
/// <param name="Field">The field it stands in.</param>
/// <param name="Start">First unit of the original.</param>
/// <param name="Length">Units of the original; marks on the last letter included, an elided article or a possessive 's
/// not.</param>
/// <param name="Letters">First of its folded letters in the list's buffer.</param>
/// <param name="LetterCount">How many they are; at least one.</param>
/// <param name="Sentence">Grows at each sentence end, paragraph and field: no phrase spans two of them.</param>
/// <param name="Traits">What folding loses.</param>
/// <param name="Hash">The <see cref="LetterHash"/> of its letters.</param>
internal readonly record struct Word(
    Field Field,
    int Start,
    int Length,
    int Letters,
    int LetterCount,
    int Sentence,
    WordTraits Traits,
    uint Hash
)
{
    public int End => Start + Length;

    public bool Is(WordTraits trait) => (Traits & trait) != 0;
}
