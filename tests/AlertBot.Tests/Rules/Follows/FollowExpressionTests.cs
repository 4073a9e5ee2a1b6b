using AlertBot.Feeds.Parsing.Text;
using AlertBot.Rules.Follows;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Rules.Follows;

/// <summary>What people type to follow, and which texts it meets.</summary>
public sealed class FollowExpressionTests
{
    private static FollowExpression Parse(string written)
    {
        Assert.True(FollowExpression.TryParse(written, out var expression, out var fault), $"{fault}");
        return expression;
    }

    private static bool Meets(string written, string title, string? body = null) =>
        CurrentFollows
            .Compile([Parse(written)])
            .Match(Some.Entry(title, body: body ?? "", language: LanguageDetection.Detect(title, null)))
            .Count > 0;

    [Theory]
    [InlineData("Tarhuna", "Tarhuna")]
    [InlineData("“prisoner   Exchange”  -Film", "\"prisoner Exchange\" -Film")]
    [InlineData("mines, ترهونة", "mines ترهونة")]
    [InlineData("«échange de prisonniers»", "\"échange de prisonniers\"")]
    [InlineData("gas gas", "gas")]
    [InlineData("prisoners?", "prisoners")]
    [InlineData("هدنة؟", "هدنة")]
    [InlineData("prisoner -film!", "prisoner -film")]
    [InlineData("\"cease fire", "\"cease fire\"")]
    public void What_is_typed_is_read(string written, string text) => Assert.Equal(text, Parse(written).Text);

    [Theory]
    [InlineData("", nameof(FollowFault.NothingWanted))]
    [InlineData("-film", nameof(FollowFault.NothingWanted))]
    [InlineData("?!", nameof(FollowFault.NothingWanted))]
    [InlineData("|", nameof(FollowFault.NothingWanted))]
    [InlineData("mines | truce", nameof(FollowFault.Alternatives))]
    [InlineData("pris?ner", nameof(FollowFault.Unreadable))]
    [InlineData("x", nameof(FollowFault.Unreadable))]
    [InlineData("a*", nameof(FollowFault.Unreadable))]
    [InlineData("one ~3 two", nameof(FollowFault.Unreadable))]
    [InlineData("name:Sirte", nameof(FollowFault.Unreadable))]
    [InlineData("aa bb cc dd ee ff gg", nameof(FollowFault.TooMany))]
    public void What_cannot_be_followed_says_why(string written, string why)
    {
        Assert.False(FollowExpression.TryParse(written, out _, out var fault));
        Assert.Equal(why, $"{fault}");
    }

    [Fact]
    public void A_long_text_is_no_words_to_follow()
    {
        Assert.False(FollowExpression.TryParse(new string('a', 200), out _, out var fault));
        Assert.Equal(FollowFault.TooLong, fault);
    }

    [Theory]
    [InlineData("mine", "Two mines explode near the airport")]
    [InlineData("هدنة", "الهدنة تنهار في الجنوب")]
    [InlineData("otage", "Les otages ont été libérés")]
    [InlineData("\"prisoner exchange\"", "Both sides agree on prisoner exchanges")]
    [InlineData("mines airport", "Airport closed after mines were found")]
    [InlineData("truc*", "Truckers strike")]
    [InlineData("US", "The US withdraws")]
    public void A_text_meets_them_in_any_form(string words, string title) => Assert.True(Meets(words, title));

    [Theory]
    [InlineData("mine", "A determined army")]
    [InlineData("\"prisoner exchange\"", "Exchange of fire as a prisoner flees")]
    [InlineData("mine -film", "A film on a mine wins a prize")]
    [InlineData("mines airport", "Airport closed")]
    [InlineData("US", "They told us nothing")]
    public void Other_texts_do_not(string words, string title) => Assert.False(Meets(words, title));

    [Fact]
    public void Words_that_stand_far_apart_are_no_match()
    {
        var between = string.Join(' ', Enumerable.Repeat("word", 20));

        Assert.False(Meets("mines airport", "News of the day", $"The airport {between} mines."));
        Assert.True(Meets("mines airport", "News of the day", "The airport was closed for mines."));
    }

    [Theory]
    [InlineData("ترهونة")]
    [InlineData("tarhuna")]
    [InlineData("Tarhouna")]
    public void A_known_name_is_met_in_every_spelling_and_language(string name) =>
        Assert.All(["Clashes in Tarhuna", "Combats à Tarhouna", "اشتباكات في ترهونة"], title =>
            Assert.True(Meets(name, title), title)
        );

    [Fact]
    public void The_same_words_have_the_same_rule_and_others_another()
    {
        Assert.Equal(Parse("Mines beach").RuleId, Parse("BEACH  mines").RuleId);
        Assert.NotEqual(Parse("aa bb").RuleId, Parse("\"aa bb\"").RuleId);
        Assert.True(FollowExpression.IsRuleId(Parse("truce").RuleId));
        Assert.False(FollowExpression.IsRuleId("libya"));
    }
}
