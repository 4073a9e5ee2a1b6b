using System.Text.RegularExpressions;
using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Words;

namespace AlertBot.Subscriptions.Commands;

/// <summary>
/// The topics someone asked for, by id or by title in any language; or, in words, why they are not understood.
/// </summary>
internal sealed partial record TopicArgumentParser(IReadOnlyList<string> Ids, bool All, string? Problem)
{
    /// <summary>Of a word that is no topic; the writer knows what they wrote.</summary>
    private const int MostShown = 60;

    private static readonly string[] AllWords =
    [
        "all",
        "everything",
        "tout",
        "tous",
        "toutes",
        "الكل",
        "كل",
        "كلها",
        "جميع",
    ];

    public static TopicArgumentParser Parse(string words, IReadOnlyList<Rule> rules, Language language)
    {
        var texts = ChatTexts.For(language);
        var byName = rules
            .SelectMany(rule => NamesOf(rule).Select(name => (Name: Key(name), rule.Id)))
            .DistinctBy(n => n.Name)
            .ToDictionary(n => n.Name, n => n.Id);
        if (AllWords.Select(Key).Contains(Key(words)))
            return new TopicArgumentParser([], true, null);
        // A title may hold blanks, so the whole is tried first, then what commas part, then each word.
        foreach (
            var pieces in (string[][])
                [
                    [words],
                    Commas().Split(words),
                    words.Split([' ', ',', '،', '\n'], StringSplitOptions.RemoveEmptyEntries),
                ]
        )
        {
            var wished = pieces.Where(p => p.Trim().Length > 0).ToList();
            if (wished.TrueForAll(piece => byName.ContainsKey(Key(piece))))
                return new TopicArgumentParser([.. wished.Select(piece => byName[Key(piece)]).Distinct()], false, null);
        }
        var strange = words
            .Split([' ', ',', '،', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(piece => !byName.ContainsKey(Key(piece)), words);
        strange = strange.Length > MostShown ? $"{strange[..MostShown]}…" : strange;
        var near = Suggestion.Nearest(strange, rules.SelectMany(NamesOf));
        return new TopicArgumentParser(
            [],
            false,
            SafeText.Fill(texts.NoTopic, strange)
                + (near is null ? "" : " " + SafeText.Fill(texts.DidYouMean, near))
                + " /topics"
        );
    }

    private static IEnumerable<string> NamesOf(Rule rule) =>
        new[] { rule.Id, rule.Title.Ar, rule.Title.En, rule.Title.Fr }.OfType<string>();

    /// <summary>Folded, without blanks, hyphens, the hash of a hashtag and the underscores in it.</summary>
    private static string Key(string name) => Folding.Letters(name);

    [GeneratedRegex("[,،;\n]")]
    private static partial Regex Commas();
}
