using System.Text.RegularExpressions;
using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Words;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>
/// The topics someone asked for, by id or by title in any language; or, in words, why they are not understood.
/// </summary>
internal sealed partial record TopicArgumentParser(IReadOnlyList<string> Ids, bool All, string? Problem)
{
    /// <summary>Of a word that is no topic; the writer knows what they wrote.</summary>
    private const int MostShown = 60;

    /// <summary>The longest title has fewer words.</summary>
    private const int MostWords = 8;

    private static readonly HashSet<string> Ands =
    [
        "and",
        "et",
        "و",
        "&",
        "+",
        "the",
        "of",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "in",
        "on",
        "sur",
        "في",
        "عن",
    ];

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
        foreach (var (name, id) in WordsOf(rules))
            byName.TryAdd(name, id);
        var (ids, strange) = InARow(
            words.Split([' ', ',', '،', '؛', ';', '\n'], StringSplitOptions.RemoveEmptyEntries),
            byName
        );
        if (strange is null && ids.Count > 0)
            return new TopicArgumentParser(ids, false, null);
        strange ??= words;
        strange = strange.Length > MostShown ? $"{strange[..MostShown]}…" : strange;
        var near = Suggestion.Nearest(strange, rules.SelectMany(NamesOf).Concat(rules.SelectMany(TitleWords)));
        return new TopicArgumentParser(
            [],
            false,
            SafeText.Fill(texts.NoTopic, strange)
                + (near is null ? "" : " " + SafeText.Fill(texts.DidYouMean, near))
                + " /topics"
        );
    }

    /// <summary>
    /// Names one after the other, the longest first at each place, "and" between them or not; and the first word that
    /// belongs to none.
    /// </summary>
    private static (List<string> Ids, string? Strange) InARow(string[] words, Dictionary<string, string> byName)
    {
        var ids = new List<string>();
        for (var at = 0; at < words.Length; )
        {
            if (Ands.Contains(words[at].ToLowerInvariant()))
            {
                at++;
                continue;
            }
            var length = Enumerable
                .Range(1, Math.Min(MostWords, words.Length - at))
                .Reverse()
                .FirstOrDefault(count => IdOf(words.AsSpan(at, count), byName) is not null);
            if (length == 0)
                return (ids, words[at]);
            ids.Add(IdOf(words.AsSpan(at, length), byName)!);
            at += length;
        }
        return ([.. ids.Distinct()], null);
    }

    private static string? IdOf(ReadOnlySpan<string> words, Dictionary<string, string> byName)
    {
        var key = Key(string.Join(' ', words!));
        return byName.GetValueOrDefault(key)
            // "and", written with the word after it.
            ?? (key.StartsWith('و') ? byName.GetValueOrDefault(key[1..]) : null);
    }

    /// <summary>Words that stand in the names of one rule only: نفط, milices, military.</summary>
    private static IEnumerable<(string Name, string Id)> WordsOf(IReadOnlyList<Rule> rules) =>
        rules
            .SelectMany(rule =>
                TitleWords(rule).SelectMany(Spellings).Select(word => (Name: Key(word), rule.Id)).Distinct()
            )
            .GroupBy(word => word.Name)
            .Where(same => same.Key.Length > 1 && same.Select(word => word.Id).Distinct().Count() == 1)
            .Select(same => same.First());

    private static IEnumerable<string> TitleWords(Rule rule) =>
        NamesOf(rule)
            .SelectMany(name => name.Split([' ', '-', '’', '\''], StringSplitOptions.RemoveEmptyEntries))
            .Where(word => !Ands.Contains(word.ToLowerInvariant()));

    /// <summary>The word, and it without what Arabic writes before it and French and English after it.</summary>
    private static IEnumerable<string> Spellings(string word)
    {
        yield return word;
        foreach (var prefix in (string[])["وال", "ال", "و"])
        {
            if (word.Length > prefix.Length + 2 && word.StartsWith(prefix, StringComparison.Ordinal))
                yield return word[prefix.Length..];
        }
        if (word.Length > 4 && word[^1] == 's')
            yield return word[..^1];
    }

    private static IEnumerable<string> NamesOf(Rule rule) =>
        new[] { rule.Id, rule.Title.Ar, rule.Title.En, rule.Title.Fr }.OfType<string>();

    /// <summary>Folded, without blanks, hyphens, the hash of a hashtag and the underscores in it.</summary>
    private static string Key(string name) => Folding.Letters(name);

    [GeneratedRegex("[,،;\n]")]
    private static partial Regex Commas();
}
