using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Telegram;

/// <summary>The fake's reading of markup by cases; <see cref="TelegramOracleTests"/> asks Telegram's own.</summary>
public sealed class TelegramHtmlTests
{
    [Theory]
    [InlineData("<a &#65;<a href=\"https://x.example\">&lt;</a>", "<")] // the entity and "<a" are names of attributes
    [InlineData("<A HREF='https://x.example'>x</a >", "x")]
    [InlineData("<b>x</>", "x")]
    [InlineData("<a href=x.example>x</a>", "x")]
    [InlineData("<blockquote expandable>x</blockquote>", "x")]
    [InlineData("<span class=\"tg-spoiler\">x</span>", "x")]
    [InlineData("<tg-emoji emoji-id=\"1\"></tg-emoji>x", "x")]
    [InlineData("&#65 &#x42;&apos;&nbsp;&lt", "A B&apos;&nbsp;<")]
    [InlineData("&ltx; &#1114111; &#0;", "&ltx; &#1114111; &#0;")]
    [InlineData("🏠 > ب", "🏠 > ب")]
    public void What_the_server_takes_is_taken(string html, string visible) =>
        Assert.Equal((visible, null), TelegramHtml.Parse(html));

    [Theory]
    [InlineData("<p>x</p>", "Unsupported start tag \"p\" at byte offset 0")]
    [InlineData("ب 1 < 2>", "Unsupported start tag \"\" at byte offset 5")]
    [InlineData("ب<b", "Unclosed start tag at byte offset 2")]
    [InlineData("<b><i>x</b>", "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"")]
    [InlineData("x</b>", "Unexpected end tag at byte offset 1")]
    [InlineData("<b>x</b", "Unclosed end tag at byte offset 4")]
    [InlineData("<b>x", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("<a href=\"x>y</a>", "Unclosed start tag at byte offset 0")]
    [InlineData("<a href>x", "Can't find end tag corresponding to start tag \"a\"")]
    [InlineData("<a href=>x</a>", "")]
    [InlineData("<a href=x/y>x</a>", "Unexpected end of name token at byte offset 8")]
    [InlineData("<a /href=\"x\">x</a>", "Empty attribute name in the tag \"a\" at byte offset 0")]
    [InlineData("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0")]
    [InlineData("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified")]
    [InlineData(
        "&#55357;",
        "Text contains invalid Unicode characters after decoding HTML entities, "
            + "check for unmatched surrogate code units"
    )]
    public void What_the_server_refuses_is_refused_in_its_words(string html, string problem) =>
        Assert.Equal(problem, TelegramHtml.Parse(html).Problem ?? "");
}
