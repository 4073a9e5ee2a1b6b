using System.ComponentModel;

namespace AlertBot.Localization;

/// <summary>A short text in up to three languages, as config files carry titles.</summary>
[Description("The text in each language; a language left out falls back to English, then to any.")]
internal sealed record LocalText
{
    [Description("Arabic")]
    public string? Ar { get; init; }

    [Description("English")]
    public string? En { get; init; }

    [Description("French")]
    public string? Fr { get; init; }

    /// <summary>
    /// The text in <paramref name="language"/>, else in English, else in whatever there is; empty if there is none.
    /// </summary>
    public string In(Language language) =>
        language switch
        {
            Language.Arabic => Ar ?? En ?? Fr ?? "",
            Language.French => Fr ?? En ?? Ar ?? "",
            _ => En ?? Fr ?? Ar ?? "",
        };
}
