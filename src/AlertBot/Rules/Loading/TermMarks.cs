using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Loading;

/// <summary>
/// What may stand before a word and says how it is met: <c>exact:</c> and <c>name:</c>. At the beginning of a phrase it
/// holds for all its words; <c>name:</c> before a later word holds for that one.
/// </summary>
internal static class TermMarks
{
    public const string Exact = "exact:";
    public const string Name = "name:";

    private static readonly (string Mark, WordKind Kind)[] Kinds = [(Exact, WordKind.Exact), (Name, WordKind.Name)];

    /// <summary>How the words of a phrase are met, by what it begins with.</summary>
    public static WordKind KindOf(string phrase) =>
        Kinds
            .Where(mark => phrase.StartsWith(mark.Mark, StringComparison.Ordinal))
            .Select(mark => mark.Kind)
            .FirstOrDefault(WordKind.Inflected);

    /// <summary>The word or phrase without the mark it begins with.</summary>
    public static string WithoutFirst(string text)
    {
        foreach (var (mark, _) in Kinds)
        {
            if (text.StartsWith(mark, StringComparison.Ordinal))
                return text[mark.Length..];
        }
        return text;
    }

    /// <summary>The phrase as a text would write it: no mark before any of its words.</summary>
    public static string WithoutAny(string phrase) => string.Join(' ', phrase.Split(' ').Select(WithoutFirst));

    /// <summary>A mark that the phrase begins with in other letters than small ones, or null.</summary>
    public static string? Miswritten(string phrase) =>
        Kinds
            .Select(mark => mark.Mark)
            .FirstOrDefault(mark =>
                phrase.StartsWith(mark, StringComparison.OrdinalIgnoreCase)
                && !phrase.StartsWith(mark, StringComparison.Ordinal)
            );
}
