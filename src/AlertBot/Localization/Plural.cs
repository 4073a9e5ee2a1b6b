namespace AlertBot.Localization;

/// <summary>
/// The forms a text takes with a number, by the categories of CLDR; what a language does not have is left out.
/// </summary>
internal sealed record Plural
{
    public string? Zero { get; init; }
    public string? One { get; init; }
    public string? Two { get; init; }
    public string? Few { get; init; }
    public string? Many { get; init; }
    public required string Other { get; init; }

    /// <summary>
    /// The form for <paramref name="n"/> with the number filled in. Rules: CLDR 47, cardinal plurals, read 2026-11.
    /// </summary>
    public string For(Language language, int n)
    {
        var form = language switch
        {
            Language.Arabic => (n, n % 100) switch
            {
                (0, _) => Zero,
                (1, _) => One,
                (2, _) => Two,
                (_, >= 3 and <= 10) => Few,
                (_, >= 11 and <= 99) => Many,
                _ => Other,
            },
            Language.French => n is 0 or 1 ? One : Other,
            _ => n == 1 ? One : Other,
        };
        return SafeText.Fill(form ?? Other, n);
    }
}
