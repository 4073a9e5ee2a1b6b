using System.Reflection;
using AlertBot.Rules.Words;

namespace AlertBot.Alerts.Rewriting;

/// <summary>
/// Words that are no names where names are looked for: CommonWords.txt, one list a line after its heading.
/// </summary>
internal static class NonNameWords
{
    private static readonly Dictionary<string, HashSet<string>> Lists = Load();

    /// <summary>Written with a capital though it names nobody: President, Army.</summary>
    public static bool MayBeCapital(string word) => Lists["capital"].Contains(Folding.Letters(word));

    /// <summary>What sentences begin with.</summary>
    public static bool MayBegin(string word) => Lists["begin"].Contains(Folding.Letters(word));

    /// <summary>Arabic words that follow a rank, an office or "said" and name nobody.</summary>
    public static bool FollowsTitle(string word) =>
        Folding.IsArabic(Folding.Letters(word) is { Length: > 0 } folded ? folded[0] : ' ')
        && Lists["after-title"].Contains(Folding.Letters(word));

    private static Dictionary<string, HashSet<string>> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Rewriting/CommonWords.txt")!;
        using var reader = new StreamReader(stream);
        var lists = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        HashSet<string> list = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Length == 0)
                continue;
            if (line.EndsWith(':'))
                lists[line[..^1]] = list = new HashSet<string>(StringComparer.Ordinal);
            else
                list.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Folding.Letters));
        }
        return lists;
    }
}
