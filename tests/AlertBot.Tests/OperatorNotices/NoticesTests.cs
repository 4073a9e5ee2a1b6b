using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.OperatorNotices;
using AlertBot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.OperatorNotices;

/// <summary>What the operator hears, and how often: real polls, the real outbox, a chat on the fake network.</summary>
public class NoticesTests : IAsyncLifetime
{
    private const long Operator = 777;

    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "feed");
        await ListAsync(1);
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task A_broken_feed_is_told_once_and_its_recovery_once()
    {
        await LookAsync(hours: 1);
        Assert.Empty(Told);

        await LookAsync(hours: 5);
        var notice = Assert.Single(Told);
        Assert.Contains("has not answered since ⁨2026-01-15 09:00 UTC⁩: ⁨HTTP 404⁩", notice, StringComparison.Ordinal);

        await LookAsync(hours: 48);
        await _bot.RestartAsync();
        await LookAsync(hours: 1);
        Assert.Single(Told);

        _bot.Feeds.Serve("feed-0", Some.Rss(_bot.Clock.GetUtcNow(), ("Rain", 1)));
        await LookAsync(hours: 13);
        Assert.EndsWith("is well again.", Told[^1].TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(2, Told.Count);
    }

    [Fact]
    public async Task When_most_feeds_fail_the_network_is_told_of_and_none_of_them()
    {
        await ListAsync(6);

        await LookAsync(hours: 8);
        Assert.Contains("6⁩ of ⁨6⁩ feeds do not answer", Assert.Single(Told), StringComparison.Ordinal);

        for (var i = 0; i < 6; i++)
            _bot.Feeds.Serve($"feed-{i}", Some.Rss(_bot.Clock.GetUtcNow(), ("Rain", 1)));
        await LookAsync(hours: 13);
        Assert.Equal("Most feeds answer again.", Told[^1].Trim());
        Assert.Equal(2, Told.Count);
    }

    [Fact]
    public async Task A_feed_that_usually_speaks_is_told_of_when_it_falls_silent()
    {
        _bot.Feeds.Serve("feed-0", Some.Rss(("A", 1), ("B", 61), ("C", 121), ("D", 181)));
        await LookAsync(hours: 48);
        Assert.Empty(Told);

        await LookAsync(hours: 48);
        Assert.Contains(
            "has had nothing new since ⁨2026-01-15 09:15 UTC⁩; usually it has after ⁨1 h⁩",
            Assert.Single(Told),
            StringComparison.Ordinal
        );

        _bot.Feeds.Serve("feed-0", Some.Rss(_bot.Clock.GetUtcNow(), ("E", 1)));
        await LookAsync(hours: 2);
        Assert.Contains("well again", Told[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_moved_or_ended_is_told_of_without_what_may_be_a_key()
    {
        await ListAsync(2, query: "?key=secret");
        _bot.Feeds.Answer("feed-0", http => RedirectAsync(http, _bot.Feeds.Url("new")));
        _bot.Feeds.Serve("new", Some.Rss(("A", 1)));
        _bot.Feeds.Answer("feed-1", http => Task.FromResult(http.Response.StatusCode = 410));

        await LookAsync(hours: 6);

        var all = string.Join('\n', Told);
        Assert.Contains("has moved for good to ⁨127.0.0.1/new⁩", all, StringComparison.Ordinal);
        Assert.Contains("has ended (HTTP 410)", all, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", all, StringComparison.Ordinal);
        var count = Told.Count;
        await LookAsync(hours: 24);
        Assert.Equal(count, Told.Count);
    }

    [Fact]
    public async Task Many_lines_are_cut_and_counted()
    {
        await ListAsync(40);
        for (var i = 0; i < 40; i++)
        {
            var (from, to) = ($"feed-{i}", $"new-{i}");
            _bot.Feeds.Answer(from, http => RedirectAsync(http, _bot.Feeds.Url(to)));
            _bot.Feeds.Serve(to, Some.Rss(("A", 1)));
        }

        await LookAsync(hours: 3, looks: 1);

        Assert.EndsWith("and ⁨29⁩ more feeds", Assert.Single(Told).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_change_of_the_configuration_is_told_and_its_repair()
    {
        _bot.Write("rules/all.yaml", "concepts: 5");
        await ReloadAsync();
        await ReloadAsync();
        Assert.Contains("rules/all.yaml:1", Assert.Single(Told), StringComparison.Ordinal);

        _bot.Write("rules/all.yaml", TestBot.Rules);
        await ReloadAsync();
        Assert.Equal(2, Told.Count);
        Assert.Contains("in order again", Told[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_chat_nothing_is_written_and_a_wrong_one_is_refused_at_the_start()
    {
        _bot.Write("appsettings.json", "{}");
        await _bot.RestartAsync();
        await LookAsync(hours: 12);
        Assert.Empty(Told);
        Assert.Equal("", await _bot.AskAsync<string>("SELECT told FROM feeds WHERE listed = 1"));

        _bot.Write("appsettings.json", """{"Operator": {"Chat": "me"}}""");
        var refusal = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(async () =>
        {
            await _bot.RestartAsync();
            await _bot.Get<FeedNotices>().RunAsync(Ct);
        });
        Assert.Contains("\"me\" is no chat; write telegram:", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("fr")]
    public void Every_language_has_every_text_with_the_same_places(string language)
    {
        static IEnumerable<string> Places(NoticeTexts texts) =>
            typeof(NoticeTexts)
                .GetProperties()
                .Where(p => p.PropertyType == typeof(string))
                .Select(p =>
                    $"{p.Name} "
                    + string.Concat(
                        Enumerable
                            .Range(0, 5)
                            .Where(i => $"{p.GetValue(texts)}".Contains($"{{{i}}}", StringComparison.Ordinal))
                    )
                );

        Assert.Equal(
            Places(NoticeTexts.For(Language.English)),
            Places(NoticeTexts.For(LanguageCodes.Parse(language)!.Value))
        );
    }

    private List<string> Told => [.. _bot.Telegram.Messages.Where(m => m.Chat == Operator).Select(m => m.Text)];

    /// <summary>Hours pass, a quarter at a time, as polls and looks come in life.</summary>
    private async Task LookAsync(int hours, int looks = int.MaxValue)
    {
        for (var quarter = 0; quarter < hours * 4; quarter++)
        {
            await _bot.PassAsync(TimeSpan.FromMinutes(15));
            if (looks == int.MaxValue || quarter == (hours * 4) - 1)
                await _bot.Get<FeedNotices>().RunAsync(Ct);
            await _bot.DeliverAsync();
        }
    }

    private async Task ReloadAsync()
    {
        await _bot.Get<ConfigReloader>().ReloadChangesAsync(Ct);
        await _bot.PassAsync(TimeSpan.FromMinutes(1));
    }

    private async Task ListAsync(int count, string query = "")
    {
        _bot.Write("appsettings.json", $$"""{ "Operator": { "Chat": "telegram:{{Operator}}" } }""");
        _bot.Write(
            "feeds.yaml",
            "feeds:"
                + string.Concat(
                    Enumerable
                        .Range(0, count)
                        .Select(i =>
                            $"\n  - {{url: \"{_bot.Feeds.Url($"feed-{i}")}{query}\", publisher: Dispatch {i}}}"
                        )
                )
        );
        await _bot.RestartAsync();
        await _bot.PollAsync();
    }

    private static Task RedirectAsync(HttpContext http, Uri to)
    {
        http.Response.StatusCode = 301;
        http.Response.Headers.Location = to.AbsoluteUri;
        return Task.CompletedTask;
    }
}
