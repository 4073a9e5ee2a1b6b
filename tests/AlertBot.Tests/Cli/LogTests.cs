using System.Text.Json;
using AlertBot.Cli;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Runtime;
using AlertBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace AlertBot.Tests.Cli;

/// <summary>What logs hold at their most talkative, and in which form.</summary>
public sealed class LogTests
{
    private const string FeedSecret = "k9s3cretOfTheFeed";
    private const string Words = "zephyrwords of a subscriber";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_trace_a_full_run_tells_no_secret_and_no_word_of_a_subscriber()
    {
        var heard = new HeardLogs();
        await using var bot = await TestBot.CreateAsync();
        bot.More["Logging:LogLevel:Default"] = "Trace";
        bot.Heard = heard;
        bot.Write(
            "feeds.yaml",
            $"feeds:\n  - {{url: \"{bot.Feeds.Url("good")}?key={FeedSecret}\", publisher: good}}\n"
                + $"  - {{url: \"{bot.Feeds.Url("gone")}?key={FeedSecret}\", publisher: gone}}"
        );
        bot.Feeds.Serve("good", Some.Rss(("Truce in Sirte", 1)));
        await bot.RestartAsync();
        await bot.StartReceivingAsync();
        foreach (var words in new[] { "/help", $"/subscribe {Words}", "/subscribe all", $"/zone {Words}", "/status" })
        {
            var before = bot.Telegram.Messages.Count;
            bot.Telegram.Inbox.Write(5, words);
            var arrived = bot.Telegram.WaitForAsync(all => all.Count > before, Ct);
            while (!arrived.IsCompleted)
            {
                bot.Clock.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAny(arrived, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct));
            }
            await arrived;
        }
        await bot.SubscribeAsync(7);
        await bot.PollAsync();
        bot.Telegram.Schedule = (number, _) =>
            (number % 5) switch
            {
                0 => TelegramFault.TooMany(1),
                1 => TelegramFault.ServerError(502),
                2 => TelegramFault.Cut(accepts: false),
                3 => TelegramFault.Refused(403, "Forbidden: bot was blocked by the user"),
                _ => null,
            };
        for (var pass = 0; pass < 12; pass++)
            await bot.PassAsync(TimeSpan.FromMinutes(2));
        bot.Write("rules/all.yaml", $"rules: {Words}");
        await bot.Get<ConfigReloader>().ReloadChangesAsync(Ct);
        await bot.Get<Housekeeping>().RunAsync(Ct);
        await bot.StopReceivingAsync();

        Assert.True(heard.Lines.Count > 10, $"{heard.Lines.Count} lines");
        Assert.Contains(heard.Lines, line => line.Contains("could not be read", StringComparison.Ordinal));
        Assert.All(heard.Lines, line =>
        {
            Assert.DoesNotContain(FakeTelegram.Token, line, StringComparison.Ordinal);
            Assert.DoesNotContain(FakeTelegram.Token.Split(':')[1], line, StringComparison.Ordinal);
            Assert.DoesNotContain(FeedSecret, line, StringComparison.Ordinal);
        });
        Assert.All(heard.Lines.Where(line => !line.Contains("configuration", StringComparison.Ordinal)), line =>
            Assert.DoesNotContain("zephyrwords", line, StringComparison.Ordinal)
        );
    }

    [MachineSuite]
    [Fact]
    public async Task Asked_for_json_every_line_is_an_object_with_time_level_and_words()
    {
        await using var bot = await TestBot.CreateAsync();
        using var process = BotProcess.Start(
            bot.ConfigFolder,
            new Dictionary<string, string>
            {
                ["ConnectionStrings:AlertBot"] = $"Data Source={Path.Combine(bot.ConfigFolder, "own.db")}",
            },
            "run",
            "--log",
            "json"
        );
        await process.WaitForLogAsync("rules are in force", Ct);
        process.Terminate();
        await process.WaitForExitAsync(Ct);

        Assert.All(process.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
        {
            using var delivered = JsonDocument.Parse(line);
            Assert.Matches("^20..-..-..T..:..:..Z$", delivered.RootElement.GetProperty("Timestamp").GetString()!);
            Assert.NotEmpty(delivered.RootElement.GetProperty("LogLevel").GetString()!);
            Assert.NotEmpty(delivered.RootElement.GetProperty("Message").GetString()!);
        });
    }

    [Theory]
    [InlineData("""{"Telegram": {"Token": "123:abc"}}""", "Telegram:Token", "ALERTBOT_Telegram__Token")]
    [InlineData(
        """{"Discord": {"Webhooks": {"desk": "https://discord.com/api/webhooks/1/hunter2"}}}""",
        "Discord:Webhooks:desk",
        "Discord:Webhooks:deskFile"
    )]
    [InlineData(
        """{"Webhooks": {"desk": {"Kind": "slack", "Url": "https://hooks.example.org/hunter2"}}}""",
        "Webhooks:desk:Url",
        "Webhooks:desk:UrlFile"
    )]
    [InlineData("""{"Web": {"Password": "hunter2"}}""", "Web:Password", "Web:PasswordFile")]
    [InlineData("""{"Matrix": {"Token": "hunter2"}}""", "Matrix:Token", "Matrix:TokenFile")]
    [InlineData("""{"Discord": {"Token": "abc"}}""", "Discord:Token", "Discord:TokenFile")]
    [InlineData(
        """{"ConnectionStrings": {"AlertBot": "Host=db;Username=a;Password=hunter2"}}""",
        "ConnectionStrings:AlertBot",
        "ConnectionStrings:AlertBotFile"
    )]
    public async Task A_secret_in_the_shared_file_is_refused_with_where_it_belongs(
        string settings,
        string key,
        string instead
    )
    {
        await using var bot = await TestBot.CreateAsync();
        bot.Write("appsettings.json", settings);

        var fault = Assert.Throws<SettingsException>(() => AlertBotHost.Build(new ConfigFolder(bot.ConfigFolder)));
        using var output = new StringWriter();
        var exit = await CommandLine.RunAsync(
            ["check", "--config", bot.ConfigFolder],
            new Terminal(TextReader.Null, output, output, false),
            Ct
        );
        bot.Write("appsettings.json", "{}");

        Assert.StartsWith($"appsettings.json: {key} is a secret", fault.Message, StringComparison.Ordinal);
        Assert.Contains(instead, fault.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, exit);
        Assert.Contains($"appsettings.json:1:", $"{output}", StringComparison.Ordinal);
        Assert.Contains("is a secret", $"{output}", StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{fault}{output}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Telegram:Token", "Telegram:TokenFile")]
    [InlineData("Discord:Webhooks:desk", "Discord:Webhooks:deskFile")]
    [InlineData("Webhooks:desk:Url", "Webhooks:desk:UrlFile")]
    [InlineData("ConnectionStrings:AlertBot", "ConnectionStrings:AlertBotFile")]
    public async Task A_secret_may_lie_in_a_file_of_its_own_that_the_settings_name(string key, string named)
    {
        await using var bot = await TestBot.CreateAsync();
        var file = Path.Combine(bot.ConfigFolder, "secret");
        await File.WriteAllTextAsync(file, "https://hooks.example.org/hunter2\n", Ct);
        var settings = new ConfigurationManager();
        var parts = named.Split(':');
        bot.Write(
            "appsettings.json",
            parts.Reverse().Aggregate(JsonSerializer.Serialize(file), (inner, part) => $$"""{"{{part}}": {{inner}}}""")
        );

        settings.AddSettings(new ConfigFolder(bot.ConfigFolder));
        Assert.Equal("https://hooks.example.org/hunter2", settings[key]);
        File.Delete(file);
        var fault = Assert.Throws<SettingsException>(() =>
            new ConfigurationManager().AddSettings(new ConfigFolder(bot.ConfigFolder))
        );
        bot.Write("appsettings.json", "{}");

        Assert.StartsWith($"{named} names {file}, which cannot be read", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Every line of every logger, with the exceptions.</summary>
    internal sealed class HeardLogs : ILoggerProvider
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => new Ear(this, categoryName);

        public void Dispose() { }

        private sealed class Ear(HeardLogs heard, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            )
            {
                lock (heard._lines)
                    heard._lines.Add($"{category} {formatter(state, exception)} {exception}");
            }
        }
    }
}
