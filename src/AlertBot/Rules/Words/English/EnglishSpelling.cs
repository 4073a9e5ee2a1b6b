namespace AlertBot.Rules.Words.English;

/// <summary>
/// British and American spelling of one word, in both directions, and compounds written in one or apart.
/// </summary>
internal static class EnglishSpelling
{
    /// <summary>Fewer letters before -ise make another word: prise is no prize.</summary>
    private const int ShortestStem = 4;

    private static readonly (string One, string Other)[] Beginnings =
    [
        .. WordFamilies.Lines("en.spelling.txt").SelectMany(pair => new[] { (pair[0], pair[1]), (pair[1], pair[0]) }),
    ];

    private static readonly Dictionary<string, string> Compounds = WordFamilies
        .Lines("en.compounds.txt")
        .ToDictionary(parts => string.Concat(parts), parts => string.Join('-', parts), StringComparer.Ordinal);

    private static readonly string[] Endings = ["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational"];

    /// <summary>Adds to the forms of a rule's word those of its other spelling.</summary>
    public static void AddOther(FormList forms)
    {
        for (int i = 0, own = forms.Count; i < own; i++)
        {
            var form = forms[i];
            foreach (var (one, other) in Beginnings)
            {
                if (form.StartsWith(one))
                    forms.Add(other, form[one.Length..]);
            }
            AddWithOtherSibilant(form, forms);
        }
    }

    /// <summary>
    /// A term with the hyphens that some newsrooms put into its compounds: "cease-fire talks" for "ceasefire talks".
    /// </summary>
    public static string WithHyphens(string term) =>
        string.Join(
            ' ',
            term.Split(' ')
                .Select(word =>
                {
                    if (word.Contains('*', StringComparison.Ordinal))
                        return word;
                    var folded = Folding.Letters(word);
                    if (Compounds.TryGetValue(folded, out var compound))
                        return compound;
                    return folded.EndsWith('s') && Compounds.TryGetValue(folded[..^1], out compound)
                        ? $"{compound}s"
                        : word;
                })
        );

    /// <summary>organise, organize; analyse, analyze.</summary>
    private static void AddWithOtherSibilant(ReadOnlySpan<char> form, FormList forms)
    {
        foreach (var ending in Endings)
        {
            var at = form.Length - ending.Length - 1;
            if (
                at <= ShortestStem
                || form[at] is not ('s' or 'z')
                || form[at - 1] is not ('i' or 'y')
                || !form.EndsWith(ending)
            )
                continue;
            forms.Add($"{form[..at]}{(form[at] == 's' ? 'z' : 's')}{ending}");
            return;
        }
    }
}
