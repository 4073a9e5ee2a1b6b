using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Rules.Loading;
using AlertBot.Stories.TalksState;
using AlertBot.Subscriptions.Briefs;
using AlertBot.Subscriptions.Commands;
using AlertBot.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;

namespace AlertBot.Tests.Subscriptions.Briefs;

/// <summary>
/// The events by topic of a brief as a picture. ALERTBOT_PICTURES=FOLDER keeps one in each language to look at.
/// </summary>
public sealed class BriefChartTests : IDisposable
{
    private static readonly SKColor Now = new(0x0B, 0x57, 0xD0);

    private static readonly (Language Language, string[] Topics)[] Topics =
    [
        (
            Language.Arabic,
            ["وقف إطلاق النار", "مؤتمر برلين", "الحوار العسكري 5 + 5", "«NATO» ترهونة", "تبادل الأسرى (لا للحرب)"]
        ),
        (
            Language.English,
            ["Ceasefire", "Berlin conference", "Military talks 5 + 5", "“NATO” ترهونة", "Prisoners (exchange)"]
        ),
        (
            Language.French,
            ["Cessez-le-feu", "Conférence de Berlin", "Dialogue militaire 5 + 5", "« OTAN » ترهونة", "Échange d’œuvres"]
        ),
    ];

    private readonly BriefChart _charts = new(NullLogger<BriefChart>.Instance);

    public void Dispose() => _charts.Dispose();

    private static Brief Of(params (string Topic, int Now, int Before)[] counts) =>
        Some.Brief() with
        {
            Counts = [.. counts.Select(count => new TopicCount(count.Topic, count.Now, count.Before))],
        };

    private SKBitmap Draw(Brief brief, Language language)
    {
        var picture = _charts.Draw(brief, language)!;
        var name = $"brief.{language.Code()}.png";
        if (Environment.GetEnvironmentVariable("ALERTBOT_PICTURES") is { Length: > 0 } folder)
            File.WriteAllBytes(
                Path.Combine(Directory.CreateDirectory(folder).FullName, name),
                picture.Content.ToArray()
            );
        return SKBitmap.Decode(picture.Content.ToArray());
    }

    [Fact]
    public void Bars_begin_where_reading_does_and_are_as_long_as_their_number()
    {
        foreach (var (language, topics) in Topics)
        {
            using var drawn = Draw(
                Of([.. topics.Select((topic, i) => (topic, 40 >> i, i % 2 == 0 ? 30 >> i : 44 >> i))]),
                language
            );
            var isMirrored = language == Language.Arabic;
            var first = BarOf(drawn, isMirrored, row: 0);
            Assert.InRange(first, 500, 900);
            Assert.InRange(BarOf(drawn, isMirrored, row: 1), (first / 2) - 2, (first / 2) + 2);
        }
    }

    /// <summary>Pixels of the darker bar of a row, from the side where it begins.</summary>
    private static int BarOf(SKBitmap drawn, bool isMirrored, int row)
    {
        var y = 150 + (row * 96) + 40 + 10;
        return Enumerable
            .Range(0, drawn.Width - 40)
            .Select(x => isMirrored ? drawn.Width - 1 - 40 - x : 40 + x)
            .TakeWhile(x => drawn.GetPixel(x, y) == Now)
            .Count();
    }

    [Fact]
    public void Networks_take_the_largest_and_a_long_name_stays_on_the_sheet()
    {
        var picture = _charts.Draw(
            Of([
                .. Enumerable.Range(1, 8).Select(n => (string.Concat(Enumerable.Repeat("متنازعون ", 20)), n * 1000, n)),
            ]),
            Language.Arabic
        )!;

        var file = new UploadedFile(picture.Name, picture.Content.ToArray());
        Assert.Equal((1000, 958), file.Size);
        Assert.InRange(file.Bytes.Length, 1, 300_000);
    }

    [Fact]
    public void Where_nothing_is_to_be_compared_nothing_is_drawn()
    {
        Assert.Null(_charts.Draw(Of(), Language.English));
        Assert.Null(_charts.Draw(Some.Message()));
        Assert.NotNull(_charts.Draw(Some.Message(Some.Brief())));
        Assert.Null(_charts.Draw(Some.Message(Some.Brief()) with { Target = new Target.Edit("1") }));
    }

    [Fact]
    public void The_font_has_every_letter_of_what_is_written_with_it()
    {
        using var stream = typeof(BriefChart).Assembly.GetManifestResourceStream("Fonts/Vazirmatn-Regular.ttf")!;
        using var face = SKTypeface.FromStream(stream);
        using var font = new SKFont(face);
        var rules = RuleFiles
            .Load(Repository.PathOf("config/rules"), new DiagnosticBag(), [], State.ReadForRules)!
            .Rules;

        Assert.All(LanguageCodes.All, language =>
        {
            var texts = ChatTexts.For(language);
            Assert.True(font.ContainsGlyphs(texts.BriefTopics + texts.BriefNow + texts.BriefBefore));
            Assert.All(rules, rule => Assert.True(font.ContainsGlyphs(rule.Title.In(language)), rule.Id));
        });
        Assert.True(font.ContainsGlyphs("0123456789٠١٢٣٤٥٦٧٨٩«»“”’…+-–()ًٌٍَُِّْ"));
        Assert.True(font.ContainsGlyphs("ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ"));
    }
}
