using System.Text.Json;
using AlertBot.Cli;
using AlertBot.Runtime;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Cli;

/// <summary>
/// <c>feeds list</c> and <c>feeds check</c> as an operator calls them, over a store that was polled into and servers on
/// loopback.
/// </summary>
public sealed class FeedsVerbTests : IAsyncLifetime
{
    private TestBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(feeds: ["fine", "broken"]);
        _bot.Write(
            "appsettings.json",
            JsonSerializer.Serialize(
                new
                {
                    ConnectionStrings = new { AlertBot = $"Data Source={Path.Combine(_bot.ConfigFolder, "test.db")}" },
                    Feeds = new { AllowPrivateAddresses = true },
                }
            )
        );
        _bot.Feeds.Serve("fine", Some.Rss(("A", 1), ("B", 61), ("C", 121)));
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task The_list_says_how_each_feed_is_doing()
    {
        await _bot.PollAsync();

        var (exit, output) = await RunAsync("feeds", "list");
        var (_, json) = await RunAsync("feeds", "list", "--json");

        Assert.Equal(0, exit);
        var lines = output.Split('\n');
        Assert.Matches("^(fine|silent) .*fine .*last new .*one every 60 min", lines[0]);
        Assert.Matches("^failing .*broken", lines[1]);
        Assert.Contains("since 2026-01-15 09:00 UTC, 1 polls: HTTP 404", lines[2], StringComparison.Ordinal);
        var rows = json.TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal("failing", rows[1].GetProperty("condition").GetString());
        Assert.True(rows[0].GetProperty("conditional").GetBoolean());
        Assert.Equal(3600, rows[0].GetProperty("paceSeconds").GetDouble());
    }

    [Fact]
    public async Task The_list_needs_no_store()
    {
        _bot.Write(
            "appsettings.json",
            JsonSerializer.Serialize(
                new
                {
                    ConnectionStrings = new { AlertBot = $"Data Source={Path.Combine(_bot.ConfigFolder, "none.db")}" },
                }
            )
        );

        var (exit, output) = await RunAsync("feeds", "list");

        Assert.Equal(0, exit);
        Assert.StartsWith("new ", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_bot.ConfigFolder, "none.db")));
    }

    [Fact]
    public async Task A_check_tells_what_is_wrong_and_what_was_put_right()
    {
        _bot.Feeds.Serve(
            "odd",
            """
            junk<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>T &amp; T</title>
            <item><title>Oil & war</title><guid>1</guid><pubDate>some day</pubDate></item>
            <item><title>Truce</title><guid>1</guid><link>/2</link><pubDate>Wed, 25 Dec 2080 10:00:00 GMT</pubDate>
            </item></channel></rss>
            """,
            "text/html; charset=iso-8859-6"
        );

        var (exit, output) = await RunAsync("feeds", "check", $"{_bot.Feeds.Url("odd")}");

        Assert.Equal(0, exit);
        Assert.All(
            [
                "is read, with faults",
                "RSS 2.0, \"T & T\", 2 entries",
                "the HTTP header says iso-8859-6",
                "text before the document",
                "ampersands",
                "2 of 2 entries share a guid or a link",
                "\"some day\" cannot be read",
                "1 of 2 lie in the future",
                "1 of 2 entries link to no page",
                "headlines only",
                "\"not modified\" (304)",
            ],
            words => Assert.Contains(words, output, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_feed_without_fault_is_fine()
    {
        var (exit, output) = await RunAsync("feeds", "check", "--json", $"{_bot.Feeds.Url("fine")}");

        var delivered = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            (0, "fine", 3),
            (exit, delivered.GetProperty("verdict").GetString(), delivered.GetProperty("entries").GetInt32())
        );
    }

    [Theory]
    [InlineData("""<head><link rel="alternate" type="application/rss+xml" href="/fine"></head>""", "fine")]
    [InlineData(
        """<head><base href="/x/y"><link rel='ALTERNATE feed' type='application/atom+xml; """
            + """charset=utf-8' href='../fine'></head>""",
        "fine"
    )]
    [InlineData("""<body><a href="rss">Feed</a></body>""", "rss")]
    [InlineData("<body>nothing said</body>", "feed.xml")]
    public async Task A_sites_feeds_are_found_from_its_page(string page, string name)
    {
        _bot.Feeds.Serve("site", $"<html>{page}</html>", "text/html");
        _bot.Feeds.Serve(name, Some.Rss(("A", 1)));

        var (exit, output) = await RunAsync("feeds", "check", $"{_bot.Feeds.Url("site")}");

        Assert.Equal(1, exit);
        Assert.Contains($"+ {_bot.Feeds.Url(name)}  \"t\", 1 entry", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "refuse programs")]
    [InlineData(404, "nothing lies there")]
    [InlineData(410, "has ended")]
    [InlineData(429, "asked too often")]
    [InlineData(500, "has a fault")]
    public async Task A_status_comes_with_what_to_do(int status, string words)
    {
        _bot.Feeds.Answer("broken", http => Task.FromResult(http.Response.StatusCode = status));

        var (exit, output) = await RunAsync("feeds", "check", $"{_bot.Feeds.Url("broken")}");

        Assert.Equal(1, exit);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_listed_feeds_are_checked_and_one_that_is_broken_makes_the_answer_no()
    {
        var (exit, output) = await RunAsync("feeds", "check");

        Assert.Equal(1, exit);
        Assert.Contains("fine: fine", output, StringComparison.Ordinal);
        Assert.Contains("broken: cannot be polled", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_address_is_refused_and_what_is_no_address_is_wrong_use()
    {
        _bot.Write("appsettings.json", "{}");

        Assert.Contains(
            "the address is private",
            (await RunAsync("feeds", "check", $"{_bot.Feeds.Url("fine")}")).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await RunAsync("feeds", "check", "file:///etc/passwd")).Exit);
    }

    private async Task<(int Exit, string Output)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var exit = await CommandLine.RunAsync(
            [.. args, "--config", _bot.ConfigFolder],
            new Terminal(TextReader.Null, output, output, false),
            TestContext.Current.CancellationToken
        );
        return (exit, $"{output}");
    }
}
