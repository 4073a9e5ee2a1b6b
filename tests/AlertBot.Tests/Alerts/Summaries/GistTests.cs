using AlertBot.Alerts.Summaries;
using AlertBot.Localization;
using AlertBot.Rules.Words;
using AlertBot.Stories;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Alerts.Summaries;

public sealed class GistTests
{
    private static readonly string[] Words =
    [
        "Haftar",
        "met",
        "the field marshal",
        "in Sirte",
        "14 dead",
        "at least 1,200 prisoners",
        "no",
        "Benghazi",
        ".",
        "30 wounded",
        "Turkey",
        "7 years",
        "the oil minister",
        "denied that",
        "2 barrels",
    ];

    private static readonly Gen<string> AnyText = Gen.OneOf(Words)
        .Array[1, 30]
        .Select(words => string.Join(' ', words));

    [Fact]
    public void A_report_is_told_in_the_readers_language() =>
        Assert.Equal(
            "خُرق · وقف إطلاق النار · سرت، حفتر · 14 قتيلاً",
            Plain(
                Gist.Compose(
                    Some.Entry("Shells on Sirte leave 14 dead, Haftar’s men silent", language: Language.English),
                    "خُرق",
                    ["وقف إطلاق النار"],
                    Language.Arabic
                )
            )
        );

    [Theory]
    [InlineData("ar", "مقتل 14 في بنغازي بعد خرق الهدنة وإصابة 30 جريحا", "Benghazi · 30 wounded")]
    [InlineData("fr", "Au moins 1 200 prisonniers libérés à Syrte", "Sirte · ≥ 1200 prisoners")]
    [InlineData("fr", "La mission dément 14 morts à Benghazi", "Benghazi")]
    [InlineData("fr", "Le maréchal reçoit la presse", null)]
    public void A_gist_has_names_and_figures_as_they_were_found(string code, string headline, string? gist) =>
        Assert.Equal(
            gist,
            Plain(
                Gist.Compose(
                    Some.Entry(headline, language: LanguageCodes.Parse(code)!.Value),
                    state: null,
                    [],
                    Language.English
                )
            )
        );

    [Fact]
    public void Every_part_of_a_gist_stands_in_the_source() =>
        AnyText.Holds(text =>
        {
            var entry = Some.Entry(text, language: Language.English);
            foreach (var reader in LanguageCodes.All)
            {
                var gist = Plain(Gist.Compose(entry, state: null, [], reader)) ?? "";
                var written = Gazetteer
                    .Names.Find(Gist.Beginning(entry))
                    .Where(found =>
                        found.Places.Any(place =>
                            Gazetteer.Names.IsName(found.Concept, text.Substring(place.Start, place.Length))
                        )
                    )
                    .Select(found => Folding.Letters(Gazetteer.Names.Write(found.Concept, reader) ?? ""))
                    .ToHashSet();
                var figures = gist.Split([" · ", ", ", "، "], StringSplitOptions.RemoveEmptyEntries)
                    .Where(part => !written.Contains(Folding.Letters(part)))
                    .ToList();
                if (reader == Language.English)
                    Assert.All(figures, figure =>
                        Assert.Contains(
                            figure.TrimStart('≥', ' '),
                            text.Replace(",", "", StringComparison.Ordinal),
                            StringComparison.Ordinal
                        )
                    );
                else
                    Assert.True(
                        figures.Count
                            <= (Plain(Gist.Compose(entry, null, [], Language.English)) ?? "").Count(char.IsDigit),
                        gist
                    );
            }
        });

    private static string? Plain(string? text) =>
        text?.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);
}
