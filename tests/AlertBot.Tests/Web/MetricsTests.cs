using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlertBot.Hosting;
using AlertBot.Tests.Support;
using OpenTelemetry.Metrics;

namespace AlertBot.Tests.Web;

/// <summary>What Prometheus is told, through the real host and the real page.</summary>
public sealed partial class MetricsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_way_from_feed_to_chat_is_counted_by_outcome()
    {
        await using var bot = await BusyBotAsync();

        var delivered = await ScrapeAsync(bot);

        Assert.Equal(1, delivered["alertbot_feed_polls_total{outcome=\"fresh\"}"]);
        Assert.Equal(1, delivered["alertbot_feed_polls_total{outcome=\"broken\"}"]);
        Assert.Equal(2, delivered["alertbot_feed_entries_total"]);
        Assert.Equal(1, delivered["alertbot_rule_matches_total{rule=\"ceasefire\"}"]);
        Assert.Equal(1, delivered["alertbot_deliveries_total{channel=\"telegram\",outcome=\"sent\"}"]);
        Assert.Equal(1, delivered["alertbot_delivery_latency_seconds_count{channel=\"telegram\"}"]);
        Assert.Equal(1, delivered["alertbot_channel_authorised{channel=\"telegram\"}"]);
        Assert.Equal(
            (0, 0, 2, 0),
            (
                delivered["alertbot_queue_length"],
                delivered["alertbot_queue_unknown"],
                delivered["alertbot_feeds"],
                delivered["alertbot_feeds_silent"]
            )
        );
    }

    [Fact]
    public async Task A_queue_that_ages_a_token_that_is_refused_and_a_faulty_file_show()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "feed");
        bot.Get<MeterProvider>();
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("feed", Some.Rss(("Truce in Sirte", 1)));
        await bot.PollAsync();
        bot.Telegram.RefuseToken = true;
        await bot.DeliverAsync();
        bot.Write("rules/all.yaml", "rules: nonsense");
        await bot.Get<ConfigReloader>().ReloadChangesAsync(Ct);
        bot.Clock.Advance(TimeSpan.FromMinutes(7));

        var delivered = await ScrapeAsync(bot);

        Assert.Equal((1, 420), (delivered["alertbot_queue_length"], delivered["alertbot_queue_age_seconds"]));
        Assert.Equal(0, delivered["alertbot_channel_authorised{channel=\"telegram\"}"]);
        Assert.Equal(1, delivered["alertbot_config_reload_failures_total{part=\"rules\"}"]);
        Assert.Equal(420, delivered["alertbot_feeds_last_poll_age_seconds"]);
    }

    [Fact]
    public async Task Every_figure_that_the_dashboard_and_the_alert_rules_ask_for_is_told()
    {
        await using var bot = await BusyBotAsync();
        var delivered = (await ScrapeAsync(bot))
            .Keys.Select(key => key.Split('{')[0])
            .ToHashSet(StringComparer.Ordinal);
        var files = Directory
            .GetFiles(Repository.PathOf("deploy/prometheus"), "*.yaml")
            .Where(f => !f.Contains("test", StringComparison.Ordinal))
            .Concat(Directory.GetFiles(Repository.PathOf("deploy/grafana"), "*.json"));

        var asked = files
            .SelectMany(file => Figure().Matches(File.ReadAllText(file)).Select(match => match.Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(asked.Count > 10, $"{asked.Count} figures");
        Assert.Empty(asked.Except(delivered));
    }

    [Fact]
    public void The_dashboard_is_a_document_Grafana_reads()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("deploy/grafana/alertbot.json")));

        Assert.All(document.RootElement.GetProperty("panels").EnumerateArray(), panel =>
            Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray())
        );
    }

    [Fact]
    public async Task Figures_are_behind_the_password_where_there_is_one()
    {
        await using var bot = await TestBot.CreateAsync();
        bot.More["Web:Password"] = "a long word";
        await bot.RestartAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await http.GetAsync(new Uri("metrics", UriKind.Relative), Ct)).StatusCode
        );
    }

    /// <summary>One alert told, one feed that fails.</summary>
    private static async Task<TestBot> BusyBotAsync()
    {
        var bot = await TestBot.CreateAsync(feeds: ["feed", "gone"]);
        bot.Get<MeterProvider>(); // as the host's start has it
        await bot.SubscribeAsync(1);
        bot.Feeds.Serve("feed", Some.Rss(("Truce in Sirte", 1), ("Weather of the day", 2)));
        await bot.PollAsync();
        await bot.DeliverAsync();
        bot.Write("rules/all.yaml", TestBot.Rules.Replace("sirte", "sirte, derna", StringComparison.Ordinal));
        await bot.Get<ConfigReloader>().ReloadChangesAsync(Ct);
        await bot.Get<Heartbeat>().SignAsync(Ct);
        return bot;
    }

    private static async Task<Dictionary<string, double>> ScrapeAsync(TestBot bot)
    {
        using var http = await WebServerTests.OpenAsync(bot);
        var text = await http.GetStringAsync(new Uri("metrics", UriKind.Relative), Ct);
        return text.Split('\n')
            .Where(line => line.StartsWith("alertbot", StringComparison.Ordinal))
            .Select(line => line.Split(' '))
            .ToDictionary(
                parts => parts[0].Replace("{}", "", StringComparison.Ordinal),
                parts => double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );
    }

    [GeneratedRegex(@"\balertbot_[a-z_]+")]
    private static partial Regex Figure();
}
