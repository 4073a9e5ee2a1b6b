namespace AlertBot.Rules.Words.French;

/// <summary>
/// The tenses in which newsrooms write the regular verbs of the list; accents are folded, so accusé stands under
/// accuse.
/// </summary>
internal static class FrenchVerbs
{
    // Present, imperfect, past, future and conditional of the third person, infinitive, participle. No -ant: attaquant
    // is a striker.
    private static readonly string[] FirstGroup =
    [
        "er",
        "e",
        "ent",
        "ait",
        "aient",
        "a",
        "erent",
        "era",
        "eront",
        "erait",
        "eraient",
        "ee",
        $"e{FrenchForms.Acute}",
        $"ee{FrenchForms.Acute}",
    ];

    private static readonly string[] SecondGroup =
    [
        "ir",
        "it",
        "issent",
        "issait",
        "issaient",
        "irent",
        "ira",
        "iront",
        "irait",
        "iraient",
        "i",
        "ie",
    ];

    /// <summary>One family for each infinitive of a line.</summary>
    public static IEnumerable<string[]> FamiliesOf(string[] infinitives) => infinitives.Select(FamilyOf);

    private static string[] FamilyOf(string infinitive)
    {
        var stem = infinitive[..^2];
        var endings = infinitive.EndsWith("ir", StringComparison.Ordinal) ? SecondGroup : FirstGroup;
        // engager keeps its sound before a: engageait.
        return [.. endings.Select(ending => stem[^1] == 'g' && ending[0] == 'a' ? $"{stem}e{ending}" : stem + ending)];
    }
}
