using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Subscriptions.Commands.Arguments;
using NodaTime;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>What people type after a command is understood in the forms they use.</summary>
public sealed class ArgumentTests
{
    private static readonly IReadOnlyList<Rule> Topics =
    [
        Topic("libya", "ليبيا", "Libya", "Libye"),
        Topic("ceasefire", "وقف إطلاق النار", "Ceasefire", "Cessez-le-feu"),
        Topic("oil", "النفط", "Oil", "Pétrole"),
        Topic("militias-ddr", "الميليشيات ونزع السلاح", "Militias and DDR", "Milices et DDR"),
        Topic("military-dialogue", "الحوار العسكري", "Military dialogue", "Dialogue militaire"),
    ];

    [Theory]
    [InlineData("ليبيا وقف إطلاق النار", "libya ceasefire")]
    [InlineData("ليبيا ووقف إطلاق النار", "libya ceasefire")]
    [InlineData("Libye cessez-le-feu pétrole", "libya ceasefire oil")]
    [InlineData("Libya and Military dialogue", "libya military-dialogue")]
    [InlineData("نفط", "oil")]
    [InlineData("milices", "militias-ddr")]
    [InlineData("militia", "militias-ddr")]
    [InlineData("oil, libya", "oil libya")]
    public void Topics_are_understood_one_after_the_other_and_by_a_word(string words, string ids) =>
        Assert.Equal(ids.Split(' '), TopicArgumentParser.Parse(words, Topics, Language.English).Ids);

    [Fact]
    public void A_topic_that_is_none_brings_the_nearest_guess()
    {
        var parsed = TopicArgumentParser.Parse("ceesefire", Topics, Language.English);
        Assert.Contains("Ceasefire", parsed.Problem, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Geneva", "Europe/Zurich")]
    [InlineData("Genève", "Europe/Zurich")]
    [InlineData("جنيف", "Europe/Zurich")]
    [InlineData("بنغازي", "Africa/Tripoli")]
    [InlineData("Benghazi", "Africa/Tripoli")]
    [InlineData("new york", "America/New_York")]
    [InlineData("Africa/Cairo", "Africa/Cairo")]
    [InlineData("UTC+2", "UTC+02")]
    [InlineData("gmt-3:30", "UTC-03:30")]
    [InlineData("+٢", "UTC+02")]
    public void Places_and_offsets_are_zones(string words, string zone)
    {
        Assert.Equal(zone, ZoneArgumentParser.Parse(words));
        Assert.NotNull(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone));
    }

    [Fact]
    public void A_place_that_is_misspelt_brings_the_nearest_guess() =>
        Assert.Equal("Benghazi", ZoneArgumentParser.Nearest("Bengazhi"));

    [Theory]
    [InlineData("22h-6h", "22:00", "06:00")]
    [InlineData("22h30 - 6h00", "22:30", "06:00")]
    [InlineData("22 h à 6 h", "22:00", "06:00")]
    [InlineData("10pm-6am", "22:00", "06:00")]
    [InlineData("from 10:30 pm to 6 am", "22:30", "06:00")]
    [InlineData("من 10 مساء إلى 6 صباحا", "22:00", "06:00")]
    [InlineData("12am-8am", "00:00", "08:00")]
    [InlineData("22:00-06:00", "22:00", "06:00")]
    public void Quiet_hours_are_read_as_people_write_them(string words, string from, string until)
    {
        var hours = TimeArgumentParser.ReadQuiet(words)?.Hours;
        Assert.Equal($"{from} {until}", $"{hours?.From:HH:mm} {hours?.Until:HH:mm}");
    }

    [Theory]
    [InlineData("8h00", "08:00")]
    [InlineData("8h", "08:00")]
    [InlineData("8 am and 6:30 pm", "08:00 18:30")]
    [InlineData("8 18", "08:00 18:00")]
    [InlineData("8h et 18h30", "08:00 18:30")]
    [InlineData("08:00, 18:00", "08:00 18:00")]
    [InlineData("+18:00", "18:00")]
    [InlineData("25:00", "")]
    [InlineData("13pm", "")]
    [InlineData("soon", "")]
    public void Digest_hours_are_read_as_people_write_them(string words, string hours) =>
        Assert.Equal(
            hours,
            string.Join(' ', (DigestArgumentParser.Parse(words)?.Slots ?? []).Select(slot => $"{slot:HH:mm}"))
        );

    [Theory]
    [InlineData("Headlines only", "summary off")]
    [InlineData("titres seuls", "summary off")]
    [InlineData("المواضيع", "topics")]
    [InlineData("Immédiatement", "digest off")]
    public void Words_on_buttons_do_what_the_buttons_do(string words, string command) =>
        Assert.Equal(command, ButtonWords.Find(words));

    private static Rule Topic(string id, string ar, string en, string fr) =>
        new(
            id,
            new LocalText
            {
                Ar = ar,
                En = en,
                Fr = fr,
            },
            Urgency.Normal
        );
}
