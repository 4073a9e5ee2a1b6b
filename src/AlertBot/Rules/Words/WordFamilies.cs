using System.Collections.Frozen;
using System.Reflection;
using AlertBot.Rules.Words.French;

namespace AlertBot.Rules.Words;

/// <summary>
/// Words that are one in grammar though no ending tells: broken plurals, irregular verbs and feminines. Read from the
/// lists under <c>Families/</c>, one family a line. A rule's word answers to its whole family; only the word as the
/// rule writes it has one, not what its endings leave.
/// </summary>
internal static class WordFamilies
{
    private static readonly Families Arabic = Load("ar.txt", FamiliesOf);
    private static readonly Families English = Load("en.txt", FamiliesOf);
    private static readonly Families French = Load("fr.txt", FamiliesOf)
        .And(Load("fr.verbs.txt", FrenchVerbs.FamiliesOf));

    public static void AddArabic(ReadOnlySpan<char> word, FormList forms) => Arabic.Add(word, forms);

    public static void AddEnglish(ReadOnlySpan<char> word, FormList forms) => English.Add(word, forms);

    public static void AddFrench(ReadOnlySpan<char> word, FormList forms) => French.Add(word, forms);

    /// <summary>The folded words of each line of a list; # begins a comment.</summary>
    public static IEnumerable<string[]> Lines(string list)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Families/{list}")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                yield return [.. words.SelectMany(Shapes)];
        }
    }

    /// <summary>The word folded; where it ends in é, once more as French texts have it.</summary>
    private static string[] Shapes(string word) =>
        LatinTraits.TraitsOf(word) == WordTraits.FinalAcute
            ? [Folding.Letters(word), $"{Folding.Letters(word).TrimEnd('s')}{FrenchForms.Acute}"]
            : [Folding.Letters(word)];

    private static IEnumerable<string[]> FamiliesOf(string[] line) => [line];

    private static Families Load(string list, Func<string[], IEnumerable<string[]>> families) =>
        new(Lines(list).SelectMany(families));

    /// <summary>Each word with those of its families.</summary>
    private sealed class Families(IEnumerable<string[]> families)
    {
        private readonly FrozenDictionary<string, string[]> _byWord = families
            .SelectMany(family => family.Select(word => (word, family)))
            .GroupBy(pair => pair.word, StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.SelectMany(pair => pair.family).Distinct().ToArray(),
                StringComparer.Ordinal
            );

        public Families And(Families others) => new(_byWord.Values.Concat(others._byWord.Values));

        public void Add(ReadOnlySpan<char> word, FormList forms)
        {
            if (!_byWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var family))
                return;
            foreach (var member in family)
                forms.Add(member);
        }
    }
}
