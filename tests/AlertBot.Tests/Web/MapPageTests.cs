using System.Net;
using System.Text.RegularExpressions;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Tests.Support;
using AlertBot.Web.Pages.Map;

namespace AlertBot.Tests.Web;

/// <summary>Where events are: on two maps, which no direction mirrors, and in a list that says the same.</summary>
public sealed partial class MapPageTests
{
    private const string Signed = "Libya's rivals sign ceasefire agreement in Geneva";
    private const string SignedArabic = "أطراف ليبيا توقع اتفاق وقف إطلاق النار في جنيف";
    private const string Visit = "Libya truce discussed by ministers on a visit to Sirte";
    private const string Nowhere = "Libya truce talks go on";
    private const string Earlier = "Truce in Tripoli broken, Libya says";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_stands_at_the_places_of_its_headlines_and_in_the_list()
    {
        await using var bot = await NewsAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var page = await ReadAsync(http, "/map?lang=en");

        Assert.Contains(
            "<title>\u2068Geneva\u2069 – events: \u20681\u2069, to know at once: \u20681\u2069</title>",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("<title>\u2068Sirte\u2069 – events: \u20681\u2069", page, StringComparison.Ordinal);
        Assert.Contains(
            "Events at a place: \u20682\u2069. Events whose headlines name none: \u20681\u2069.",
            page,
            StringComparison.Ordinal
        );
        // What must be known counts more; Geneva lies beyond the map of Libya.
        Assert.Equal(["Geneva", "Sirte"], PlacesOf(page));
        Assert.Contains(">Libya's rivals sign ceasefire agreement in Geneva</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("Natural Earth", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_is_the_same_in_both_directions_and_the_words_are_the_readers()
    {
        await using var bot = await NewsAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var (english, arabic) = (await ReadAsync(http, "/map?lang=en"), await ReadAsync(http, "/map?lang=ar"));

        Assert.Equal(Circle().Matches(english).Select(m => m.Value), Circle().Matches(arabic).Select(m => m.Value));
        Assert.Equal(["جنيف", "سرت"], PlacesOf(arabic));
        Assert.Contains(SignedArabic, arabic, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("days=1", 2)]
    [InlineData("days=7", 3)]
    [InlineData("days=30", 3)]
    [InlineData("days=2000000000", 2)]
    [InlineData("topic=ceasefire", 2)]
    [InlineData("topic=cheese", 0)]
    [InlineData("language=ar", 1)]
    [InlineData("state=signed", 1)]
    [InlineData("place=sirte", 1)]
    [InlineData("camp=west", 1)]
    [InlineData("weight=must", 1)]
    public async Task What_is_not_asked_for_is_left_out(string query, int places)
    {
        await using var bot = await NewsAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Equal(places, PlacesOf(await ReadAsync(http, $"/map?lang=en&{query}")).Count);
    }

    [Fact]
    public async Task An_empty_store_has_maps_without_events_and_little_is_sent()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        foreach (var language in new[] { "ar", "en", "fr" })
        {
            var page = await http.GetByteArrayAsync(new Uri($"/map?lang={language}", UriKind.Relative), Ct);
            Assert.InRange(page.Length, 10_000, 90_000);
        }
    }

    [Fact]
    public void Every_place_lies_somewhere_and_those_of_Libya_in_its_region()
    {
        Assert.Equal(HeadlineNames.Places.Order(), PlaceCoordinates.All.Keys.Order());
        Assert.All(PlaceCoordinates.All.Values, place =>
            Assert.True(MapView.World.Contains(place.Latitude, place.Longitude))
        );
        Assert.All((string[])["tripoli", "tobruk", "kufra", "ghadames", "oil-crescent"], place =>
            Assert.True(
                MapView.Region.Contains(PlaceCoordinates.All[place].Latitude, PlaceCoordinates.All[place].Longitude)
            )
        );
    }

    [Fact]
    public void A_degree_is_as_long_in_both_ways_on_the_standard_parallel()
    {
        var (x, y) = MapView.Region.Project(27, 15);
        var (east, north) = (MapView.Region.Project(27, 16).X, MapView.Region.Project(28, 15).Y);

        Assert.Equal((east - x) / Math.Cos(27 * Math.PI / 180), y - north, 1e-9);
        Assert.Equal((0, 0), MapView.World.Project(MapView.World.North, MapView.World.West));
    }

    [Fact]
    public void Circles_are_as_large_as_what_they_stand_for_and_names_cover_no_other()
    {
        var must = Event(1, isMust: true, "tripoli");
        var places = MapPlace.Of([
            must,
            Event(2, isMust: false, "mitiga"),
            Event(3, isMust: false, "sirte"),
            must with
            {
                Reports = [must.Reports[0] with { Event = 4 }],
            },
        ]);

        var spots = MapSpot.Of(MapView.Region, places, place => place.Concept);

        Assert.Equal("tripoli", spots[0].Place.Concept);
        Assert.Equal(8, spots[0].Place.Weight);
        Assert.Equal(Math.Sqrt(8), spots[0].Radius / spots[1].Radius, 0.01);
        // Mitiga is a suburb of Tripoli's; Sirte has a bay to itself.
        Assert.Equal(
            ["tripoli", "sirte"],
            spots.Where(spot => spot.LabelY is not null).Select(spot => spot.Place.Concept)
        );
    }

    private static MapEvent Event(long id, bool isMust, string place) =>
        new([new MapReport(id, id, id, isMust, "en", null, null, Some.Time, ["libya"], [place])]);

    private static async Task<string> ReadAsync(HttpClient http, string address) =>
        WebUtility.HtmlDecode(await http.GetStringAsync(new Uri(address, UriKind.Relative), Ct));

    private static List<string> PlacesOf(string page) =>
        [.. ListedPlace().Matches(page).Select(match => match.Groups[1].Value)];

    /// <summary>A signature in two languages, a visit, talks nowhere; and what was three days before.</summary>
    private static async Task<TestBot> NewsAsync()
    {
        var bot = await TestBot.CreateAsync(null, null, "west", "east");
        bot.Write(
            "feeds.yaml",
            $$"""
            feeds:
              - {url: "{{bot.Feeds.Url("west")}}", publisher: West Post, camp: west}
              - {url: "{{bot.Feeds.Url("east")}}", publisher: East Post, camp: east}
            """
        );
        await bot.RestartAsync();
        bot.Feeds.Serve("east", Some.Rss((Earlier, 15)));
        await bot.PollAsync();
        bot.Clock.Advance(TimeSpan.FromDays(3));
        var now = bot.Clock.GetUtcNow();
        bot.Feeds.Serve("west", Some.Rss(now, (Signed, 20)));
        bot.Feeds.Serve("east", Some.Rss(now, (SignedArabic, 15), (Visit, 5), (Nowhere, 4)));
        await bot.PollAsync();
        // Whatever is one event and how much it weighs.
        await bot.Get<Database>()
            .WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        """
                        INSERT INTO stories (id, version, language, headline, first_seen, last_seen)
                            VALUES (901, 1, 'en', 'h', @Now, @Now);
                        UPDATE entries SET story_id = 901, event_id = id, weight = 0, state = NULL;
                        UPDATE entries SET event_id = 1000, weight = 1, state = 'signed'
                            WHERE title IN (@Signed, @SignedArabic);
                        """,
                        new
                        {
                            Now = now,
                            Signed,
                            SignedArabic,
                        },
                        Ct
                    ),
                Ct
            );
        while (await bot.Get<MapFigures>().CountNextAsync(Ct)) { }
        return bot;
    }

    [GeneratedRegex("<circle[^>]*>")]
    private static partial Regex Circle();

    [GeneratedRegex("""<li><a href="/map[^"]*"><bdi[^>]*>([^<]*)</bdi></a>""")]
    private static partial Regex ListedPlace();
}
