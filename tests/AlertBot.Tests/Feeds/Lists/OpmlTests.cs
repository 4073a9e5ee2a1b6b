using System.Xml;
using AlertBot.Feeds.Lists;
using AlertBot.Localization;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Feeds.Lists;

public sealed class OpmlTests
{
    [Fact]
    public void Folders_become_tags() =>
        Assert.Equal(
            ["news", "libya"],
            Assert
                .Single(
                    Opml.Parse(
                        "<opml><body><outline text='news'><outline title='libya'><outline text='A' "
                            + "xmlUrl='https://a.example.org/f'/></outline></outline></body></opml>"
                    )
                )
                .Tags
        );

    [Fact]
    public void What_was_written_is_read_back()
    {
        var word = Gen.Char[" abcéه&<>\"'/"]
            .Array[1, 8]
            .Select(c => new string(c).Trim())
            .Where(w => w.Length > 0 && w[0] != '/');
        var line =
            from n in Gen.Int[0, 100_000]
            from publisher in word
            from tags in word.List[0, 3]
            from lang in Gen.Int[0, 2].Select(i => new Language?[] { null, Language.Arabic, Language.French }[i])
            select new FeedLine
            {
                Url = new(new Uri($"https://x.example.org/{n}?a=1&b=2"), default),
                Publisher = publisher,
                Tags = [.. tags.Distinct()],
                Lang = lang,
            };

        line.List[0, 8]
            .Select(lines => lines.DistinctBy(l => l.Url.Value).ToList())
            .Holds(lines =>
            {
                static string Shown(Uri url, string title, IEnumerable<string> tags, Language? lang) =>
                    $"{url}|{title}|{string.Join(',', tags)}|{lang}";
                var read = Opml.Parse(Opml.Write(lines))
                    .Select(f => Shown(f.Url, f.Title, f.Tags, f.Language))
                    .Order(StringComparer.Ordinal);
                return read.SequenceEqual(
                    lines.Select(l => Shown(l.Url.Value, l.Publisher, l.Tags, l.Lang)).Order(StringComparer.Ordinal)
                );
            });
    }

    [Theory]
    [InlineData("<opml><body><outline text='A & B' xmlUrl='https://a.example.org/f?x=1&y=2'/></body></opml>")]
    [InlineData(
        "<!DOCTYPE opml SYSTEM 'o.dtd'><opml><outline text='A & B' xmlUrl='https://a.example.org/f?x=1&y=2'/></opml>"
    )]
    [InlineData(
        "\n<?xml version='1.0'?><OPML><OUTLINE TEXT='A &amp; B' XMLURL='https://a.example.org/f?x=1&amp;y=2'/></OPML>"
    )]
    [InlineData("<opml><outline title='' text='A &amp;&#10;B' xmlurl=' https://a.example.org/f?x=1&amp;y=2 '/></opml>")]
    public void A_list_is_read_as_readers_write_it(string list)
    {
        var feed = Assert.Single(Opml.Parse(list));

        Assert.Equal(("A & B", "https://a.example.org/f?x=1&y=2"), (feed.Title, feed.Url.AbsoluteUri));
    }

    [Theory]
    [InlineData("feed://a.example.org/f", "http://a.example.org/f")]
    [InlineData("feed:https://a.example.org/f", "https://a.example.org/f")]
    [InlineData("a.example.org/f", "https://a.example.org/f")]
    public void An_address_is_understood_as_readers_do(string written, string address) =>
        Assert.Equal(
            address,
            Assert.Single(Opml.Parse($"<opml><outline text='A' xmlUrl='{written}'/></opml>")).Url.AbsoluteUri
        );

    [Fact]
    public void Folders_that_end_and_begin_are_kept_apart() =>
        Assert.Equal(
            ["a:x", "b:y", "c:"],
            Opml.Parse(
                    "<opml><outline text='x'><outline text='a' xmlUrl='https://a.example.org/'></outline></outline>"
                        + "<outline text='y'><outline text='b' xmlUrl='https://b.example.org/'/></outline>"
                        + "<outline text='c' xmlUrl='https://c.example.org/'/></opml>"
                )
                .Select(f => $"{f.Title}:{string.Join(',', f.Tags)}")
        );

    [Fact]
    public void What_is_no_list_or_an_attack_is_refused()
    {
        Assert.Throws<XmlException>(() => Opml.Parse("feeds"));
        Assert.Throws<XmlException>(() => Opml.Parse("<rss/>"));
        Assert.Throws<XmlException>(() => Opml.Parse(string.Concat(Enumerable.Repeat("<outline text='a'>", 5000))));
    }
}
