using System.Text;

namespace AlertBot.Rules.Words.Arabic;

/// <summary>What an Arabic word's own spelling says that its folded letters do not.</summary>
internal static class ArabicTraits
{
    private const char HamzaAbove = '\u0654';
    private const char HamzaBelow = '\u0655';
    private const char MaddaAbove = '\u0653';
    private const char FirstPresentationForm = '\uFB50';

    public static WordTraits TraitsOf(ReadOnlySpan<char> word) =>
        SaysNothing(word[0], word[^1]) ? WordTraits.None : Find(word);

    /// <summary>
    /// Whether a word's first and last letter alone tell that it has no trait, as of most words they do.
    /// </summary>
    private static bool SaysNothing(char first, char last) =>
        first < FirstPresentationForm
        && last < FirstPresentationForm
        && Folding.Fold(first) != 'ا'
        && Folding.Fold(last) is >= '0' and not ('ه' or 'ي');

    private static WordTraits Find(ReadOnlySpan<char> word)
    {
        var last = LetterBefore(word, word.Length);
        if (last < 0)
            return WordTraits.None;
        var traits = WordTraits.None;
        var isTaaMarbuta = PlainShape(in word[last])[^1] is 'ة' or 'ۃ';
        if (isTaaMarbuta)
            traits |= WordTraits.TaaMarbuta;
        var stem = isTaaMarbuta || Folding.Fold(word[last]) == 'ه' ? LetterBefore(word, last) : last;
        if (
            stem >= 0
            && (
                PlainShape(in word[stem])[^1] is 'ئ' or 'ى'
                || Folding.Fold(word[stem]) == 'ي' && CarriesHamza(word[(stem + 1)..])
            )
        )
            traits |= WordTraits.NoNisba;
        var beginsWithHamza =
            PlainShape(in word[0])[0] is 'أ' or 'إ' or 'آ' || Folding.Fold(word[0]) == 'ا' && CarriesHamza(word[1..]);
        if (beginsWithHamza)
            traits |= WordTraits.InitialHamza;
        return traits;
    }

    private static int LetterBefore(ReadOnlySpan<char> word, int end)
    {
        var at = end - 1;
        while (at >= 0 && IsUnread(word[at]))
            at--;
        return at;
    }

    /// <summary>
    /// Whether the marks that follow a letter hold a hamza or madda: decomposed text (NFD) writes أ as two characters.
    /// </summary>
    private static bool CarriesHamza(ReadOnlySpan<char> after)
    {
        foreach (var c in after)
        {
            if (!IsUnread(c))
                return false;
            if (c is HamzaAbove or HamzaBelow or MaddaAbove)
                return true;
        }
        return false;
    }

    private static bool IsUnread(char c) => Folding.Fold(c) is Folding.Mark or Folding.Format;

    /// <summary>The letters behind a presentation form (ﺓ is ة, ﻷ is لأ), as old systems and PDFs write them.</summary>
    private static ReadOnlySpan<char> PlainShape(in char c) =>
        c < FirstPresentationForm || char.IsSurrogate(c)
            ? new ReadOnlySpan<char>(in c)
            : $"{c}".Normalize(NormalizationForm.FormKC);
}
