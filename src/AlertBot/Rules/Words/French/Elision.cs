namespace AlertBot.Rules.Words.French;

/// <summary>
/// The French words that elide before a vowel: in l'accord, n'a, qu'ils the first is not read as a word.
/// </summary>
internal static class Elision
{
    /// <summary>Negation: what follows it says the opposite, so a rule's n'a is not met by a.</summary>
    public const string Negation = "n";

    public static bool IsElided(ReadOnlySpan<char> letters) =>
        letters
            is "l"
                or "d"
                or "qu"
                or Negation
                or "s"
                or "j"
                or "m"
                or "t"
                or "c"
                or "jusqu"
                or "lorsqu"
                or "puisqu"
                or "quoiqu"
                or "presqu";

    /// <summary>
    /// The elided word, folded, that stands before the word at <paramref name="start"/>; empty for none.
    /// </summary>
    public static string Before(string text, int start)
    {
        var apostrophe = BeforeInvisible(text, start);
        if (apostrophe < 0 || Folding.Fold(text[apostrophe]) != Folding.Apostrophe)
            return "";
        var first = apostrophe;
        while (first > 0 && Folding.IsLetter(Folding.Fold(text[first - 1])))
            first--;
        var letters = Folding.Letters(text[first..apostrophe]);
        return IsElided(letters) ? letters : "";
    }

    private static int BeforeInvisible(string text, int start)
    {
        var at = start - 1;
        while (at >= 0 && Folding.Fold(text[at]) is Folding.Mark or Folding.Format)
            at--;
        return at;
    }
}
