using AlertBot.Feeds.Fetching;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Fetching;

/// <summary>Servers whose ETag says nothing: what hides behind it is found. Real HTTP, the clock in hand.</summary>
public sealed class ValidatorTrustTests : IAsyncLifetime
{
    private TestBot _bot = null!;
    private string _document = "";
    private readonly string _tag = "\"same\"";
    private int _whole;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: "feed");
        await _bot.SubscribeAsync(1);
        _bot.Feeds.Answer("feed", async http =>
        {
            http.Response.Headers.ETag = _tag;
            if (http.Request.Headers.IfNoneMatch == _tag)
            {
                http.Response.StatusCode = 304;
                return;
            }
            _whole++;
            await http.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(_document));
        });
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private Task<long> EntriesAsync() => _bot.AskAsync<long>("SELECT count(*) FROM entries");

    [Fact]
    public async Task New_entries_behind_a_tag_that_never_changes_are_found_and_the_tag_is_trusted_no_more()
    {
        _document = Some.Rss(("Truce in Libya", 1));
        await _bot.PassAsync(TimeSpan.FromHours(2));

        _document = Some.Rss(("Truce in Libya", 1), ("Libya counts votes", 2));
        await _bot.PassAsync(TimeSpan.FromHours(2));
        await _bot.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, await EntriesAsync());

        _document = Some.Rss(("Truce in Libya", 1), ("Libya counts votes", 2), ("Tripoli airport reopens", 3));
        await _bot.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(3, await EntriesAsync());
    }

    [Fact]
    public async Task A_tag_that_keeps_its_word_is_asked_past_ever_more_rarely()
    {
        _document = Some.Rss(("Truce in Libya", 1));
        for (var poll = 0; poll < 16; poll++)
            await _bot.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(16, _bot.Feeds.Polls("feed"));
        Assert.InRange(_whole, 3, 5);
    }

    [Fact]
    public void Once_a_day_the_whole_document_is_asked_for()
    {
        var trusted = new ValidatorTrust(Some.Time, 0, 64);

        Assert.True(trusted.MayAskConditionally(Some.Time.AddHours(23)));
        Assert.False(trusted.MayAskConditionally(Some.Time.AddHours(24)));
    }

    [Fact]
    public async Task A_first_poll_that_is_answered_not_modified_is_a_breakage()
    {
        _bot.Feeds.Answer("feed", http => Task.FromResult(http.Response.StatusCode = 304));

        await _bot.PassAsync(TimeSpan.FromHours(1));

        Assert.Contains(
            "304 (not modified), though the whole document was asked for",
            await _bot.AskAsync<string>("SELECT last_fault FROM feeds"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_tag_of_a_document_that_was_cut_is_not_kept()
    {
        _document = Some.Rss(("Truce in Libya", 1))[..^20];

        await _bot.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(
            1,
            await _bot.AskAsync<long>("SELECT count(*) FROM feeds WHERE etag IS NULL AND last_good IS NOT NULL")
        );
    }
}
