using System.Globalization;
using System.Text;
using AlertBot.Feeds.Parsing;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>The zone is the process's: nothing else may run while it is another.</summary>
[CollectionDefinition(nameof(FeedCultureTests), DisableParallelization = true)]
public sealed class ProcessZone;

/// <summary>Documents read alike whatever the machine's language, calendar and time zone.</summary>
[Collection(nameof(FeedCultureTests))]
public sealed class FeedCultureTests
{
    private const string Document = """
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>I</title>
        <item><title>TITLE İI</title><pubDate>Thu, 15 Jan 2026 09:00:00 +0200</pubDate></item>
        <item><title>no zone</title><dc:date>2026-01-15T09:00:00</dc:date></item>
        <item><title>written</title><pubDate>15 janvier 2026 à 09h30</pubDate></item>
        <ITEM><TITLE>CAPITALS</TITLE><GUID>id</GUID></ITEM></channel></rss>
        """;

    private static IEnumerable<(string?, string, DateTimeOffset?)> Read() =>
        [
            .. FeedDocument
                .Parse(
                    Encoding.UTF8.GetBytes(
                        Document.Replace("</channel>", "<!-- & --></channel>", StringComparison.Ordinal)
                    ),
                    null,
                    10
                )
                .Entries.Select(e => (e.Id, e.Title, e.Published)),
        ];

    [Theory]
    [InlineData("ar-SA", "Asia/Riyadh")]
    [InlineData("fa-IR", "Asia/Tehran")]
    [InlineData("th-TH", "Asia/Bangkok")]
    [InlineData("tr-TR", "Europe/Istanbul")] // whose small I has a point
    [InlineData("fr-DZ", "Africa/Algiers")]
    public void A_feed_is_read_as_anywhere_else(string culture, string zone)
    {
        var expected = Read();
        var (cultureBefore, zoneBefore) = (CultureInfo.CurrentCulture, Environment.GetEnvironmentVariable("TZ"));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            Assert.Equal(zone, TimeZoneInfo.Local.Id);

            Assert.Equal(expected, Read());
        }
        finally
        {
            CultureInfo.CurrentCulture = cultureBefore;
            Environment.SetEnvironmentVariable("TZ", zoneBefore);
            TimeZoneInfo.ClearCachedData();
        }
    }
}
