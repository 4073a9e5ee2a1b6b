using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>How a rule's word meets words of a text.</summary>
internal enum WordKind
{
    /// <summary>In any of its forms.</summary>
    Inflected,

    /// <summary><c>truc*</c>: whatever begins so.</summary>
    Prefix,

    /// <summary><c>exact:US</c>: letter for letter, case and all.</summary>
    Exact,

    /// <summary>
    /// <c>name:Sirte</c>: with what may stand before it and with spelling slips, never in the forms of common words.
    /// </summary>
    Name,
}

/// <summary>One word of a rule.</summary>
/// <param name="Letters">Folded; as written when <paramref name="Kind"/> is exact.</param>
/// <param name="Kind">How it meets a text's word.</param>
/// <param name="Forms">The languages whose inflection it takes.</param>
/// <param name="Traits">What folding loses.</param>
/// <param name="Elided">
/// The elided word that must stand before it: any that an exact word is written with, and the n' of a negation; empty
/// where none has to.
/// </param>
internal sealed record TermWord(string Letters, WordKind Kind, Languages Forms, WordTraits Traits, string Elided = "")
{
    /// <summary>Whether it is a name that only a word with a capital stands for.</summary>
    public bool AsksCapital => Kind == WordKind.Name && (Traits & WordTraits.Capital) != 0;
}

/// <summary>A word and how many words may stand between it and the one before it.</summary>
internal readonly record struct Step(TermWord Word, int Gap);

/// <summary>A word or phrase of a rule, in one of its spellings (<c>cease-fire</c> has two).</summary>
/// <param name="Text">As the file writes it.</param>
/// <param name="Steps">Its words in order.</param>
/// <param name="AppliesTo">The languages of the entries it is looked for in.</param>
internal sealed record Term(string Text, IReadOnlyList<Step> Steps, Languages AppliesTo);
