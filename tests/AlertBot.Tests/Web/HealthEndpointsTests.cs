using System.Net;
using System.Text.Json;
using AlertBot.Delivery;
using AlertBot.Hosting;
using AlertBot.Storage;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Web;

/// <summary>What whoever watches the bot is told, through the real host.</summary>
public sealed class HealthEndpointsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_at_work_is_alive_and_ready()
    {
        await using var bot = await TestBot.CreateAsync();
        await bot.Get<Housekeeping>().RunAsync(Ct);
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Equal("alive\n", await http.GetStringAsync(new Uri("health/live", UriKind.Relative), Ct));
        Assert.Equal((HttpStatusCode.OK, ""), await FailingAsync(http));
    }

    [Fact]
    public async Task Each_part_that_does_not_work_is_named()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "feed");
        bot.Feeds.Serve("feed", Some.Rss(("Truce in Sirte", 1)));
        await bot.SubscribeAsync(4001);
        await bot.PollAsync();
        await bot.Get<Housekeeping>().RunAsync(Ct);
        using var http = await WebServerTests.OpenAsync(bot);
        Assert.Equal((HttpStatusCode.OK, ""), await FailingAsync(http));

        bot.Clock.Advance(TimeSpan.FromHours(1));
        await bot.Get<Database>()
            .WriteAsync(tx => Outbox.HoldAsync(tx, "telegram", bot.Clock.GetUtcNow().AddHours(1), "401", Ct), Ct);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "schedule poller channels queue"), await FailingAsync(http));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_told_and_nothing_breaks()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        await bot.Get<Database>().WriteAsync(tx => tx.ExecuteAsync("ALTER TABLE nodes RENAME TO away", null, Ct), Ct);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "store"), await FailingAsync(http));
    }

    private static async Task<(HttpStatusCode, string Failing)> FailingAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), Ct);
        var checks = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("checks");
        return (
            answer.StatusCode,
            string.Join(
                ' ',
                checks.EnumerateObject().Where(c => !c.Value.GetProperty("fine").GetBoolean()).Select(c => c.Name)
            )
        );
    }
}
