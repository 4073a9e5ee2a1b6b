using AlertBot.Channels.Telegram.Sending;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Channels.Telegram;

/// <summary>Our markup, and the fake's reading of markup, before Telegram's own parser.</summary>
[MachineSuite]
public sealed class TelegramOracleTests
{
    private static readonly string[] Shards =
    [
        "هدنة",
        "Sirte",
        "trêve",
        " ",
        "\n",
        "<b>",
        "</b>",
        "<",
        ">",
        "&",
        "&amp;",
        "&apos;",
        "&#1234;",
        "\"",
        "'",
        "👨‍👩‍👧‍👦",
        "\u202E",
        "\u2067",
        "\u2069",
        "\u200B",
        "\u200F",
        "e\u0301\u0301",
        "\uD83D",
        "\uDE00",
        "\0",
        "\u0007",
        "<a href=\"x\">",
        "<script>",
        "{0}",
        "١٢",
        ". ",
        "؟ ",
        "،",
        "*_`[]()~|",
        "\t",
        "\uFEFF",
        "🏴\U000E0067\U000E007F",
    ];

    private static readonly Gen<string> Hostile = OneOf(Shards).Array[0, 60].Select(string.Concat);

    private static readonly Gen<Language> AnyLanguage = OneOf(Language.Arabic, Language.English, Language.French);

    private static readonly Gen<Alert> AnyAlert = Gen.Select(
        Hostile,
        Hostile,
        Hostile,
        AnyLanguage,
        Gen.Int[1, 200],
        Hostile,
        (headline, summary, publisher, language, sources, development) =>
            Some.Alert(headline, string.Concat(Enumerable.Repeat(summary, 40)), language) with
            {
                Publisher = SafeText.IsVisible(SafeText.Clean(publisher)) ? publisher : "Harbour Dispatch",
                Sources = sources,
                Development = development,
                Link = new Uri($"https://harbour.example.org/?q={Uri.EscapeDataString(headline)}&x=<\"'>"),
            }
    );

    /// <summary>The oracle is alive and says what Telegram's server is known to say.</summary>
    [Theory]
    [InlineData("<b>open", "", false)]
    [InlineData("<p>paragraph</p>", "", false)]
    [InlineData("1 < 2", "", false)]
    [InlineData("&apos;&nbsp;&lt;", "&apos;&nbsp;<", true)]
    [InlineData("<b>هدنة</b> 👨‍👩‍👧", "هدنة 👨‍👩‍👧", true)]
    public void Telegrams_own_parser_says(string html, string visible, bool isRead)
    {
        var (text, problem) = TdLib.ParseHtml(html);

        Assert.Equal(isRead, problem is null);
        Assert.Equal(visible, text);
    }

    [Fact]
    public void Every_alert_is_read_by_Telegrams_own_parser_and_fits()
    {
        OutsideClients.Require();
        Gen.Select(AnyAlert, AnyLanguage)
            .Holds((alert, language) => AssertReadable(Some.Message(alert, language: language)), cases: 2000);
    }

    [Fact]
    public void Every_digest_is_read_by_Telegrams_own_parser_fits_and_shows_each_alert()
    {
        OutsideClients.Require();
        Gen.Select(AnyAlert.Array[2, Digest.Most], AnyLanguage)
            .Holds(
                (alerts, language) =>
                {
                    var visible = AssertReadable(Some.Message(new Digest(alerts), language: language));
                    Assert.Equal(alerts.Length, visible.Split("🔴 ").Length - 1);
                },
                cases: 500
            );
    }

    [Fact]
    public void The_fake_reads_markup_as_Telegrams_own_parser_does()
    {
        OutsideClients.Require();
        var markup = OneOf(
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<a href=\"https://x.example\">",
            "</a>",
            "<p>",
            "&lt;",
            "&amp;",
            "&nbsp;",
            "&apos;",
            "&#65;",
            "<",
            ">",
            "a",
            "ب",
            " ",
            "🏠"
        )
            .Array[1, 8]
            .Select(string.Concat);
        markup.Holds(AssertReadAlike, cases: 20_000, "c29D5jtki1S5");
    }

    [Fact]
    public void The_fake_reads_what_stands_in_a_tag_as_Telegrams_own_parser_does()
    {
        OutsideClients.Require();
        OneOf(
            "<a",
            "<B",
            "<span",
            "<blockquote",
            "<tg-emoji",
            "<tg-time",
            "<p",
            "</a",
            "</",
            " href",
            " class",
            " emoji-id",
            " format",
            " expandable",
            "=",
            "\"",
            "'",
            "/",
            ">",
            ">",
            " ",
            "\t",
            "tg-spoiler",
            "x.example-1",
            "R",
            "42",
            "&lt",
            "&#65",
            "&#x1F3E0;",
            "&#xD83D;",
            "&#00000000065;",
            "É",
            "🏠"
        )
            .Array[1, 14]
            .Select(string.Concat)
            .Holds(AssertReadAlike, cases: 20_000);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    private static void AssertReadAlike(string html)
    {
        var (visible, problem) = TelegramHtml.Parse(html);
        Assert.Equal(TdLib.ParseHtml(html), (visible, problem is null ? null : $"Can't parse entities: {problem}"));
    }

    private static string AssertReadable(Message message)
    {
        var html = TelegramMarkup.Html(message);
        var (visible, problem) = TdLib.ParseHtml(html);
        Assert.True(problem is null, $"{problem}: {html}");
        Assert.InRange(visible.Length, 1, TelegramMarkup.MostVisible);
        // The raw text argument (tdlib/telegram-bot-api, read 2026-11-23).
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 1, 32_768);
        Assert.DoesNotContain('\u202E', visible);
        Assert.Equal(visible, TelegramHtml.Parse(html).Visible);
        return visible;
    }
}
