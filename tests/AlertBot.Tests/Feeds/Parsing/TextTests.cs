using AlertBot.Feeds.Parsing.Text;
using AlertBot.Localization;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Feeds.Parsing;

public sealed class TextTests
{
    [Theory]
    [InlineData("No markup,  two  blanks kept", "No markup,  two  blanks kept")]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("A<br/>B", "A\nB")]
    [InlineData("Tom &amp; Jerry &laquo;x&raquo;", "Tom & Jerry «x»")]
    [InlineData("<p>x</p><script>alert(1)</script><style>p{}</style>", "x")]
    [InlineData("&lt;p&gt;twice &lt;b&gt;escaped&lt;/b&gt;&lt;/p&gt;", "twice escaped")]
    [InlineData("5 < 6 & 7 > 2", "5 < 6 & 7 > 2")]
    public void Html_is_read_as_people_see_it(string html, string text) => Assert.Equal(text, PlainText.FromHtml(html));

    [Fact]
    public void Any_text_is_read_without_a_fault() => Gen.String.Holds(text => PlainText.FromHtml(text) is not null);

    [Theory]
    [InlineData("The port reopened. Read more", "Read more")]
    [InlineData("Votes were counted.\nRead More\n\nExit mobile version", "Read More|Exit mobile version")]
    [InlineData("Prices rose. More on: Libya, oil, markets", "More on: Libya, oil, markets")]
    [InlineData(
        "The post Dawn gunfight appeared first on Harbour & Hinterland.",
        "The post Dawn gunfight appeared first on Harbour & Hinterland."
    )]
    [InlineData("انتهى الاجتماع. للمزيد: ليبيا، النفط", "للمزيد: ليبيا، النفط")]
    [InlineData("عشرون لاعبا. اقرأ أيضا: أزمة ليبيا، أسعار النفط", "اقرأ أيضا: أزمة ليبيا، أسعار النفط")]
    [InlineData("Fini. À lire aussi : Libye, les mercenaires", "À lire aussi : Libye, les mercenaires")]
    [InlineData("La réunion est close. Lire la suite", "Lire la suite")]
    [InlineData("استؤنف العمل. الأكثر قراءة: النفط، ليبيا", "الأكثر قراءة: النفط، ليبيا")]
    [InlineData("Loaves from six.\nMost read: Truce in Tigray?", "Most read: Truce in Tigray?")]
    [InlineData("Ships sail.\n\nCheck Also\n\nPort opens in Sirte", "Check Also\n\nPort opens in Sirte")]
    [InlineData("C'est fini.\nLire aussi :\nLe port rouvre\nLa paix", "Lire aussi :\nLe port rouvre\nLa paix")]
    [InlineData("تبحر السفن.\nاقرأ أيضا\nفتح الميناء", "اقرأ أيضا\nفتح الميناء")]
    [InlineData("Ships sail.\nCheck also\nPort opens\nThe envoy landed in Sirte.", "Check also")]
    [InlineData("The port reopened.          Read more", "Read more")]
    [InlineData("The port reopened.\n \n\t• » Read more", "• » Read more")]
    [InlineData("The port reopened.\u00A0\u00A0Read more", "Read more")]
    [InlineData("Boats wait. Photo: A Name/Libya Pictures Agency", "Photo: A Name/Libya Pictures Agency")]
    [InlineData("Boats wait. (Photo by A Name/Libya Press)", "(Photo by A Name/Libya Press)")]
    [InlineData("File photo: troops in Sirte. Boats wait.", "File photo: troops in Sirte")]
    [InlineData("Les bateaux attendent.\nCrédit photo : Une Agence, Tripoli", "Crédit photo : Une Agence, Tripoli")]
    [InlineData("القوارب تنتظر.\nصورة أرشيفية لقوات في سرت", "صورة أرشيفية لقوات في سرت")]
    public void What_a_site_adds_is_found(string text, string found) =>
        Assert.Equal(
            found.Split('|'),
            Boilerplate.Find("", text, "").Select(s => text.Substring(s.Start, s.Length).Trim())
        );

    [Theory]
    [InlineData(
        "Plant in spring. From our desk: Gaza ceasefire live | Libya row | Crude slips",
        "From our desk: Gaza ceasefire live | Libya row | Crude slips"
    )]
    [InlineData(
        "Les travaux commencent.\nPétrole au plus haut – Cessez-le-feu ? – Libye",
        "Pétrole au plus haut – Cessez-le-feu ? – Libye"
    )]
    [InlineData("Plant in spring. Libya row | Crude slips  \n \n", "Libya row | Crude slips")]
    public void A_last_line_of_headlines_is_found(string text, string found) =>
        Assert.Equal([found], Boilerplate.Find("", text, "").Select(s => text.Substring(s.Start, s.Length).Trim()));

    [Fact]
    public void A_title_may_name_its_section() =>
        Assert.Empty(Boilerplate.Find("Said so. Libya | Truce holds", "", ""));

    [Theory]
    [InlineData("Il est parti. Le ministre – un proche du maréchal – a signé.")]
    [InlineData("Analysts read more into the pause than the generals did.")]
    [InlineData("He asked for more on Libya, oil and the budget.")]
    [InlineData("The post of interior minister first went to a colonel.")]
    [InlineData("طلب الوفد المزيد من الوقت لدراسة النص.")]
    [InlineData("Il faut lire la suite des événements autrement.")]
    [InlineData("Photos of the burning port went round the world.")]
    [InlineData("Image is all, the envoy said of the talks.")]
    [InlineData("تصوير المعارك ممنوع في المدينة.")]
    [InlineData("Subjects discussed: none of them was oil.")]
    [InlineData("Results came in.\nSirte 12 | Tripoli 14 | Misrata 9\nThe count goes on.")]
    public void News_that_uses_the_words_stays(string text) => Assert.Empty(Boilerplate.Find("", text, ""));

    [Theory]
    [InlineData("وقف إطلاق النار في طرابلس", "en", "ar")]
    [InlineData("The parties agreed to meet again", null, "en")]
    [InlineData("Les parties se sont réunies à Genève", "en", "fr")]
    [InlineData("Désarmement : huit cents hommes", null, "fr")]
    [InlineData("OPEC+", "fr", "fr")]
    [InlineData("", null, "en")]
    public void The_text_tells_its_language_whatever_the_feed_declares(
        string text,
        string? declared,
        string expected
    ) => Assert.Equal(expected, LanguageDetection.Detect(text, LanguageCodes.Parse(declared)).Code());
}
