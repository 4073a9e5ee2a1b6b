using AlertBot.Localization;

namespace AlertBot.Tests.Localization;

/// <summary>In which order pieces of two directions stand in a line that is drawn.</summary>
public class TextRunsTests
{
    [Theory]
    [InlineData("Ceasefire", false, "Ceasefire")]
    [InlineData("Échange de prisonniers (2)", false, "Échange de prisonniers (2)")]
    [InlineData("وقف إطلاق النار", true, "وقف إطلاق النار")]
    [InlineData("اجتماع NATO غداً", true, " غداً|NATO|اجتماع ")]
    [InlineData("the طرابلس port", false, "the |طرابلس| port")]
    [InlineData("NATO summit اليوم", true, " اليوم|NATO summit")]
    [InlineData("مسار 5 + 5 العسكري", true, " العسكري|5| + |5|مسار ")]
    [InlineData("ارتفع 3.5%", true, "%|3.5|ارتفع ")]
    [InlineData("«NATO» ترهونة", true, "» ترهونة|NATO|»")]
    [InlineData("(5)", true, "(|5|)")]
    [InlineData("12", true, "12")]
    [InlineData("\u200F\u2068سلام\u2069", true, "سلام")]
    [InlineData("هُدْنة", true, "هُدْنة")]
    [InlineData("", true, "")]
    public void Pieces_stand_as_they_are_drawn_from_left_to_right(string text, bool isRightToLeft, string drawn) =>
        Assert.Equal(drawn, string.Join('|', TextRuns.InVisualOrder(text, isRightToLeft)));
}
