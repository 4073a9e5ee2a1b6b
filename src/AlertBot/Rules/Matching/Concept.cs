namespace AlertBot.Rules.Matching;

/// <summary>
/// A named set of words and phrases, ready to be looked for. Its number is its place among the concepts.
/// </summary>
/// <param name="Name">As the files call it.</param>
/// <param name="Parts">Concepts that are part of it (<c>any:</c>).</param>
/// <param name="Exceptions">Concepts whose words do not count for it (<c>except: {any: …}</c>).</param>
/// <param name="ListOf">A group in whose lists below the headline it does not count (<c>except: {list-of: …}</c>); null
/// for none.</param>
internal sealed record Concept(string Name, IReadOnlyList<int> Parts, IReadOnlyList<int> Exceptions, int? ListOf = null)
{
    /// <summary>The word list of the concept's own words; <see cref="Phrase.Source"/> refers to it.</summary>
    public static int WordsOf(int concept) => concept * 2;

    /// <summary>The word list of the concept's false friends.</summary>
    public static int ExceptionsOf(int concept) => concept * 2 + 1;

    /// <summary>The concept whose own words a word list holds; null for one of false friends.</summary>
    public static int? OfWords(int source) => int.IsEvenInteger(source) ? source / 2 : null;
}
