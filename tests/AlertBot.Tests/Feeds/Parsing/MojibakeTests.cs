using System.Text;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>Texts that were read in one charset and written in another, and honest ones that look like it.</summary>
public sealed class MojibakeTests
{
    static MojibakeTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static string Taken(string text, int codePage) =>
        Encoding.GetEncoding(codePage).GetString(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("La trêve tient à Syrte, dit l’envoyé")]
    [InlineData("« Trêve » – c’est fini…")]
    [InlineData("هدنة في ليبيا")]
    [InlineData("الحكومة تنفي")]
    [InlineData("Перемирие в Ливии")]
    public void Text_taken_for_windows_1252_is_undone(string text) =>
        Assert.Equal(text, Mojibake.Undo(Taken(text, 1252)));

    [Theory]
    [InlineData("هدنة في ليبيا")]
    [InlineData("وصل المبعوث إلى سرت، وقال")]
    public void Text_taken_for_windows_1256_is_undone(string text) =>
        Assert.Equal(text, Mojibake.Undo(Taken(text, 1256)));

    [Theory]
    [InlineData("هدنة في ليبيا بعد القتال")]
    [InlineData("الحكومة: اتفاق في سرت")]
    public void Windows_1256_taken_for_windows_1252_is_undone(string text) =>
        Assert.Equal(
            text,
            Mojibake.Undo(Encoding.GetEncoding(1252).GetString(Encoding.GetEncoding(1256).GetBytes(text)))
        );

    [Theory]
    [InlineData("Haftar’s trÃªve – signed", "Haftar’s trêve – signed")]
    [InlineData("هدنة: la trÃªve", "هدنة: la trêve")]
    [InlineData("الهدنة â€“ 5 أيام", "الهدنة – 5 أيام")]
    public void A_run_of_it_in_honest_text_is_undone(string text, string undone) =>
        Assert.Equal(undone, Mojibake.Undo(text));

    [Theory]
    [InlineData("« Trêve », a-t-il annoncé\u00A0»")]
    [InlineData("a-t-il annoncé\u00A0»")]
    [InlineData("OÙ\u00A0» VA LA LIBYE")]
    [InlineData("LE CAFÉ» ET LA CRÊPERIE")]
    [InlineData("Élu à Bâle, créée à Saint-Étienne")]
    [InlineData("وسط، طرابلس؛ ضغط، حفظ، شرط؟")]
    [InlineData("وزارة الخارجية: لا هدنة قبل الانسحاب")]
    [InlineData("کابل، گفت‌وگو، چرخ")]
    [InlineData("SÃO PAULO e CORAÇÃO")]
    [InlineData("Ägypten, Öl, Übergang, Straße")]
    public void Honest_text_stays(string text) => Assert.Equal(text, Mojibake.Undo(text));

    [Fact]
    public void Any_text_is_read_without_a_fault() => Gen.String.Holds(text => Mojibake.Undo(text) is not null);

    [Theory]
    [InlineData(1256, "iso-8859-6")]
    [InlineData(28596, "windows-1256")]
    [InlineData(28596, "iso-8859-6")]
    [InlineData(1256, "windows-1256")]
    public void The_two_charsets_of_Arabic_are_told_apart_by_their_words(int codePage, string declared)
    {
        const string Text = "قال المبعوث إن الهدنة في ليبيا لا تزال قائمة بين الطرفين بعد لقاء في العاصمة";
        var document =
            $"<?xml version=\"1.0\" encoding=\"{declared}\"?><rss "
            + $"version=\"2.0\"><channel><title>t</title><item><title>{Text}</title></item></channel></rss>";

        Assert.Equal(
            Text,
            Assert
                .Single(FeedDocument.Parse(Encoding.GetEncoding(codePage).GetBytes(document), null, Some.Feed(), 10))
                .Title
        );
    }
}
