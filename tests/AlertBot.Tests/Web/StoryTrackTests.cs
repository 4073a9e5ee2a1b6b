using AlertBot.Storage;
using AlertBot.Tests.Support;
using AlertBot.Web.Pages;
using AlertBot.Web.Pages.Tracks;

namespace AlertBot.Tests.Web;

/// <summary>A story as a picture, and the same as text.</summary>
public sealed class StoryTrackTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void States_follow_one_another_without_gaps_and_camps_have_a_line_each()
    {
        var track = new StoryTrack(
            [
                Report(0, "West Post", "west"),
                Report(60, "East Post", "east", "announced"),
                Report(90, "West Post", "west", "announced"),
                Report(120, "West Post", "west", "signed"),
                Report(300, "Harbour", null, "violated"),
            ],
            [
                new MessageRow
                {
                    Time = At(400),
                    Channel = "telegram",
                    Headline = "h",
                    Language = "en",
                },
            ]
        );

        Assert.Equal(["west", "east", null], track.Lanes.Select(lane => lane.Camp));
        Assert.Equal(["announced", "signed", "violated"], track.Stretches.Select(stretch => stretch.State));
        Assert.Equal([At(60), At(120), At(300)], track.Stretches.Select(stretch => stretch.From));
        Assert.Equal([At(120), At(300), At(400)], track.Stretches.Select(stretch => stretch.Until));
        Assert.Equal(["East Post", "West Post", "Harbour"], track.Stretches.Select(stretch => stretch.By));
        Assert.Equal(
            [("East Post", "announced"), ("West Post", "signed"), ("Harbour", "violated")],
            track.Claims.Select(claim => (claim.Publisher, claim.State))
        );
        Assert.True(0 < track.PlaceOf(At(0)) && track.PlaceOf(At(400)) < 1);
    }

    [Fact]
    public void A_single_report_is_a_story_of_an_hour()
    {
        var track = new StoryTrack([Report(0, "Harbour", null)], []);

        Assert.Equal(TimeSpan.FromHours(1), track.Until - track.From);
        Assert.Empty(track.Stretches);
    }

    [Theory]
    [InlineData("en", "Who says what", "signed")]
    [InlineData("ar", "من يقول ماذا", "وُقّع")]
    [InlineData("fr", "Qui dit quoi", "accord signé")]
    public async Task What_the_picture_shows_stands_below_it_as_text(string language, string heading, string state)
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        await bot.SubscribeAsync(1, "all");
        bot.Feeds.Serve("feed", Some.Rss(("Libya's rivals sign ceasefire agreement in Geneva", 5)));
        await bot.PollAsync();
        await bot.PassAsync(TimeSpan.FromMinutes(5));
        await bot.Get<Database>()
            .WriteAsync(tx => tx.ExecuteAsync("UPDATE entries SET state = 'signed'", null, Ct), Ct);
        using var http = await WebServerTests.OpenAsync(bot);

        var page = await http.GetStringAsync($"/stories/1?lang={language}", Ct);

        Assert.Contains("<svg class=\"track\"", page, StringComparison.Ordinal);
        Assert.Contains(heading, page, StringComparison.Ordinal);
        Assert.Contains(
            $"<ol class=\"states\"><li><span class=\"mark\">{state}</span>",
            Flat(page),
            StringComparison.Ordinal
        );
        Assert.Contains("telegram</bdi>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("telegram:1", page, StringComparison.Ordinal);
    }

    private static string Flat(string page) => System.Text.RegularExpressions.Regex.Replace(page, @">\s+<", "><");

    private static ReportRow Report(int minute, string publisher, string? camp, string? state = null) =>
        new()
        {
            Title = "t",
            Language = "en",
            Time = At(minute),
            Publisher = publisher,
            Camp = camp,
            State = state,
        };

    private static DateTimeOffset At(int minute) => Some.Time.AddMinutes(minute);
}
