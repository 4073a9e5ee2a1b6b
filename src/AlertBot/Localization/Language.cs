namespace AlertBot.Localization;

/// <summary>The languages alerts are read, matched and written in.</summary>
internal enum Language
{
    Arabic,
    English,
    French,
}

/// <summary>The two-letter codes (ISO 639-1) that files, commands and feeds use for <see cref="Language"/>.</summary>
internal static class LanguageCodes
{
    public static readonly IReadOnlyList<Language> All = [Language.Arabic, Language.English, Language.French];

    public static string Code(this Language language) =>
        language switch
        {
            Language.Arabic => "ar",
            Language.French => "fr",
            _ => "en",
        };

    /// <summary>As HTML's <c>dir</c> writes it.</summary>
    public static string TextDirection(this Language language) => language == Language.Arabic ? "rtl" : "ltr";

    /// <summary>Reads <c>ar</c>, <c>fr-FR</c>, <c>EN_us</c>; null for any other language.</summary>
    public static Language? Parse(string? code) =>
        code?.Split('-', '_')[0].Trim().ToUpperInvariant() switch
        {
            "AR" => Language.Arabic,
            "EN" => Language.English,
            "FR" => Language.French,
            _ => null,
        };
}
