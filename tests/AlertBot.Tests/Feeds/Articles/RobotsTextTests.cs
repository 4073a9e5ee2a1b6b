using System.Text;
using AlertBot.Feeds.Articles;

namespace AlertBot.Tests.Feeds.Articles;

/// <summary>The examples of RFC 9309 and what real files hold.</summary>
public sealed class RobotsTextTests
{
    [Theory]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /private # not for you", "/private/1", false)]
    [InlineData("User-agent: *\nDisallow: /private", "/public", true)]
    [InlineData("USER-AGENT: alertbot/2\nDISALLOW: /a\n\nUser-agent: *\nDisallow: /", "/b", true)]
    [InlineData("User-agent: other\nUser-agent: AlertBot\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: AlertBot\nAllow: /\nUser-agent: *\nDisallow: /", "/a", true)]
    [InlineData("User-agent: AlertBot\nUser-agent: *\nDisallow: /x\nUser-agent: b\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /example/\nAllow: /example/page/", "/example/page/1", true)]
    [InlineData("User-agent: *\nAllow: /a\nDisallow: /a", "/a", true)]
    [InlineData("User-agent: *\nDisallow: *.gif$", "/x/y.gif", false)]
    [InlineData("User-agent: *\nDisallow: *.gif$", "/x/y.gif?a", true)]
    [InlineData("User-agent: *\nDisallow: /a*/b", "/axx/b/c", false)]
    [InlineData("User-agent: *\nDisallow: /a$", "/ab", true)]
    [InlineData("User-agent: *\nDisallow: /a$", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /?s=", "/?s=x", false)]
    [InlineData("User-agent: *\nDisallow: /أخبار", "/أخبار/1", false)]
    [InlineData("Disallow: /", "/a", true)]
    [InlineData("<html>404</html>", "/a", true)]
    public void A_page_is_allowed_or_not(string robots, string path, bool allowed) =>
        Assert.Equal(
            allowed,
            RobotsText.Parse(Encoding.UTF8.GetBytes(robots), "AlertBot").Allows(new Uri($"https://x.example.org{path}"))
        );
}
