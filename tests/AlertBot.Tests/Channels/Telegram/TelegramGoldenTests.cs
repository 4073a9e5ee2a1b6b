using System.Text;
using AlertBot.Channels.Telegram.Sending;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Subscriptions.Commands;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Telegram;

/// <summary>
/// Whole messages and all texts, kept as files to be read by people: ALERTBOT_ACCEPT=1 writes them anew.
/// </summary>
public sealed class TelegramGoldenTests
{
    public static TheoryData<string> Languages => [.. LanguageCodes.All.Select(l => l.Code())];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Messages_look_like_this(string code)
    {
        var language = LanguageCodes.Parse(code)!.Value;
        var arabic = Titled(
            language,
            Some.Alert(
                "هدنة في سرت: التزام لليوم الثاني",
                "التزم الطرفان بها ليومين. وقال ضابط إن خط الجبهة هادئ.",
                Language.Arabic
            ) with
            {
                Sources = 3,
                Urgency = Urgency.High,
            }
        );
        var english = Titled(
            language,
            Some.Alert(
                "Truce in Sirte holds for a second day",
                "Both sides kept to it. An officer said the front was quiet."
            ) with
            {
                Urgency = Urgency.Normal,
                Published = Some.Time.ToOffset(TimeSpan.FromHours(2)),
            }
        );
        var hostile = Titled(
            language,
            Some.Alert("\u202E<b>title</b> & 👨‍👩‍👧‍👦 \u2067\u0000", "\u200B\u2060", Language.French) with
            {
                Publisher = "<i>Publisher</i>\u202E",
                Link = new Uri("https://harbour.example.org/?a=1&b=\"2\"<3>"),
            }
        );
        var huge = Titled(
            language,
            Some.Alert(
                string.Concat(Enumerable.Repeat("كلمة 👨‍👩‍👧 ", 10_000)),
                string.Concat(Enumerable.Repeat("Un mot, et encore. ", 5_000)),
                Language.Arabic
            )
        );
        var text = new StringBuilder();
        Show(text, "an alert in Arabic", arabic, language);
        Show(text, "an alert in English, published two hours ahead of UTC", english, language);
        Show(text, "a development", arabic with { Development = "محادثات ← اتفاق", Sources = 11 }, language);
        Show(text, "hostile", hostile, language);
        Show(text, "100 KB, cut", huge, language);
        Show(
            text,
            "nothing to see in the headline",
            english with
            {
                Headline = "\u200B\u200E\u2060",
                Summary = "",
            },
            language
        );
        foreach (var count in (int[])[2, 3, 11, 20])
            Show(
                text,
                $"a digest of {count}",
                new Digest([
                    .. Enumerable.Range(1, count).Select(n => (n % 2 == 0 ? arabic : english) with { Sources = n }),
                ]),
                language
            );

        Repository.AssertSame($"tests/AlertBot.Tests/Channels/Golden/messages.{code}.golden", text.ToString());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Counted_words_take_the_right_form(string code)
    {
        var language = LanguageCodes.Parse(code)!.Value;
        var texts = ChatTexts.For(language);
        var text = new StringBuilder();
        foreach (var n in (int[])[0, 1, 2, 3, 10, 11, 12, 21, 99, 100, 101, 102, 103, 111, 200, 1000, 1_000_003])
            text.Append(n)
                .Append(": ")
                .Append(texts.Sources.For(language, n))
                .Append(" | ")
                .Append(texts.DigestHeading.For(language, n))
                .Append(" | ")
                .Append(texts.Topics.For(language, n).Split(". ")[0])
                .Append('\n');

        Repository.AssertSame($"tests/AlertBot.Tests/Channels/Golden/counted.{code}.golden", text.ToString());
    }

    private static void Show(StringBuilder text, string what, Content content, Language language) =>
        text.Append("== ")
            .Append(what)
            .Append('\n')
            .Append(TelegramMarkup.Html(Some.Message(content, language: language)))
            .Append("\n\n");

    private static Alert Titled(Language language, Alert alert) =>
        alert with
        {
            Topics = language switch
            {
                Language.Arabic =>
                [
                    new Topic("ceasefire", "وقف إطلاق النار"),
                    new Topic("military-dialogue", "مسار 5+5"),
                ],
                Language.French =>
                [
                    new Topic("ceasefire", "Cessez-le-feu"),
                    new Topic("mediation", "Médiation de l’ONU"),
                ],
                _ => [new Topic("ceasefire", "Ceasefire"), new Topic("mediation", "UN mediation")],
            },
        };
}
