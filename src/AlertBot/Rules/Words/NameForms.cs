using AlertBot.Rules.Words.Arabic;

namespace AlertBot.Rules.Words;

/// <summary>
/// The names that a word of a text may stand for: itself, and what is left when the letters that Arabic writes before a
/// noun are off (و ف, then ب ل ك). Nothing else is undone, for names inflect into everyday words: زوارة is not زوارها
/// nor العزيزية عزيز. The article is part of a name; behind ل it is written without its alef, and is put back.
/// </summary>
internal static class NameForms
{
    private const int Shortest = 3;

    /// <summary>ك before a name is rare, and begins many words of its own.</summary>
    private const int ShortestAfterKaf = 5;

    /// <summary>Adds the folded names that a folded word of a text may stand for.</summary>
    public static void OfText(ReadOnlySpan<char> word, WordTraits traits, FormList forms)
    {
        forms.Clear();
        forms.Add(word);
        if ((traits & WordTraits.Arabic) == 0)
            return;
        AddAfterPreposition(word, forms);
        if (word[0] is not ('و' or 'ف') || word.Length <= Shortest || ArabicInitials.IsOwn(word))
            return;
        forms.Add(word[1..]);
        AddAfterPreposition(word[1..], forms);
    }

    private static void AddAfterPreposition(ReadOnlySpan<char> word, FormList forms)
    {
        var shortest = word[0] switch
        {
            'ب' or 'ل' => Shortest,
            'ك' => ShortestAfterKaf,
            _ => int.MaxValue,
        };
        if (word.Length <= shortest || ArabicInitials.IsOwn(word))
            return;
        forms.Add(word[1..]);
        if (!word.StartsWith("لل") || word.Length < Shortest + 2)
            return;
        forms.Add("ال", word[2..]);
        forms.Add("الل", word[2..]); // of three ل in a row, one is not written: للد is ل + اللد
    }
}
