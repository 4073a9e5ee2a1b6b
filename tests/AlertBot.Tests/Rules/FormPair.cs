using AlertBot.Localization;

namespace AlertBot.Tests.Rules;

/// <summary>
/// A line of the tables under Forms/: a rule's word, a text's word, and the class of Lucene's differing decision, if it
/// differs.
/// </summary>
internal sealed record FormPair(string Term, string Text, string? Class)
{
    /// <summary>The pairs of one table, <c>ar.meet</c> and so on; # begins a comment.</summary>
    public static IReadOnlyList<FormPair> Of(string table) =>
        [.. Lines(table).Select(c => new FormPair(c[0], c[1], c.ElementAtOrDefault(2)))];

    public static IEnumerable<string[]> Lines(string table) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Rules", "Forms", $"{table}.tsv"))
            .Select(line => line.Split('#')[0].TrimEnd())
            .Where(line => line.Length > 0)
            .Select(line => line.Split('\t'));

    public bool Meets(string language) => Meeting.Of(Term, Text, LanguageCodes.Parse(language)!.Value);

    public override string ToString() => $"{Term}\t{Text}\t{Class}";
}
