using System.Globalization;
using System.Text;
using AlertBot.Feeds.Parsing;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Entries;

/// <summary>Documents that list more entries than are read.</summary>
public sealed class NewestEntriesTests
{
    private static ParsedFeed Parse(string document) => FeedDocument.Parse(Encoding.UTF8.GetBytes(document), null, 3);

    private static string Item(int number, int? hoursAgo) =>
        $"<item><title>{number}</title>"
        + (
            hoursAgo is { } ago
                ? $"<pubDate>{Some.Time.AddHours(-ago).ToString("r", CultureInfo.InvariantCulture)}</pubDate>"
                : ""
        )
        + "</item>";

    private static string Rss(params string[] items) =>
        $"<rss version=\"2.0\"><channel><title>t</title>{string.Concat(items)}</channel></rss>";

    [Fact]
    public void The_newest_are_read_where_they_stand_at_the_end()
    {
        var feed = Parse(Rss([.. Enumerable.Range(1, 8).Select(n => Item(n, 9 - n))]));

        Assert.Equal(["6", "7", "8"], feed.Entries.Select(e => e.Title));
        Assert.Equal(5, feed.LeftOut);
    }

    [Fact]
    public void The_newest_are_read_where_they_stand_at_the_beginning() =>
        Assert.Equal(
            ["1", "2", "3"],
            Parse(Rss([.. Enumerable.Range(1, 8).Select(n => Item(n, n))])).Entries.Select(e => e.Title)
        );

    [Fact]
    public void An_entry_without_a_date_counts_as_its_neighbour() =>
        Assert.Equal(
            ["4", "5", "6"],
            Parse(Rss(Item(1, 9), Item(2, 8), Item(3, 7), Item(4, 2), Item(5, null), Item(6, 1)))
                .Entries.Select(e => e.Title)
        );

    [Fact]
    public void Without_any_date_the_first_are_read() =>
        Assert.Equal(
            ["1", "2", "3"],
            Parse(Rss([.. Enumerable.Range(1, 5).Select(n => Item(n, null))])).Entries.Select(e => e.Title)
        );

    [Fact]
    public void Of_a_JSON_Feed_the_newest_are_read_too()
    {
        var items = Enumerable
            .Range(1, 5)
            .Select(n => $"{{\"id\":\"{n}\",\"title\":\"{n}\",\"date_published\":\"{Some.Time.AddDays(n):o}\"}}");

        var feed = Parse($"{{\"items\":[{string.Join(',', items)}]}}");

        Assert.Equal(["3", "4", "5"], feed.Entries.Select(e => e.Title));
        Assert.Equal(2, feed.LeftOut);
    }
}
