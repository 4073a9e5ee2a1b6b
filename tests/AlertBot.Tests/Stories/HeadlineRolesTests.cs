using AlertBot.Localization;
using AlertBot.Stories.Grouping;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Stories;

/// <summary>Who does what in a headline.</summary>
public class HeadlineRolesTests
{
    [Theory]
    [InlineData("en", "Haftar closes two oil ports after attack in Sirte", "haftar", "a-close", false)]
    [InlineData("en", "Truce in Sirte is near, Haftar says", "haftar", null, true)]
    [InlineData("en", "Haftar signs truce, leaves Sirte", "haftar", "a-sign", false)]
    [InlineData("fr", "Le maréchal rouvre le port pétrolier de Syrte", "haftar", "a-reopen", false)]
    [InlineData("ar", "حفتر يرفض الهدنة في سرت", "haftar", "a-reject", true)]
    [InlineData("en", "Talks begin", null, "a-start", false)]
    public void A_headline_tells_who_does_what(
        string language,
        string title,
        string? subject,
        string? action,
        bool isSpeech
    ) =>
        Assert.Equal(
            new HeadlineRoles(subject, action, isSpeech),
            EntryFingerprint
                .Compute(Some.Entry(title, language: LanguageCodes.Parse(language)!.Value), "A", Some.Time)
                .Roles
        );
}
