using AlertBot.Channels.Discord.Receiving;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Ingestion;
using AlertBot.Storage;
using AlertBot.Storage.Leases;
using AlertBot.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace AlertBot.Tests.Support;

/// <summary>
/// The real host on a real SQLite file, or on a PostgreSQL database where the class asks for it
/// (<see cref="OnPostgresAttribute"/>), with feeds and Telegram on loopback and the clock in the test's hand. The
/// pipeline's steps are run by the test, so that nothing happens between two lines of it.
/// </summary>
internal sealed class TestBot : IAsyncDisposable
{
    public const string Rules = """
        concepts:
          libya: {ar: [ليبيا, طرابلس], en: [libya, tripoli, sirte], fr: [libye]}
          truce: {ar: [هدنة, "وقف ~3 إطلاق النار"], en: [truce, ceasefire], fr: [trêve]}
        rules:
          - {id: libya, title: {ar: ليبيا, en: Libya, fr: Libye}, when: libya}
          - {id: ceasefire, title: {ar: وقف إطلاق النار, en: Ceasefire, fr: Cessez-le-feu}, urgency: high, when: truce}
        """;

    private readonly DirectoryInfo _folder;
    private PostgresServer? _postgres;
    private TestBot? _joined;
    private int _lives;

    private TestBot(DirectoryInfo folder, FeedServer feeds, FakeTelegram telegram) =>
        (_folder, Feeds, Telegram) = (folder, feeds, telegram);

    public FakeTimeProvider Clock { get; private init; } = new(Some.Time);

    /// <summary>How far the clock on the wall is off; time that only runs forward does not show it.</summary>
    public TimeSpan ClockOff { get; set; }

    /// <summary>By the clock on the wall.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow() + ClockOff;

    /// <summary>The connection string of its store.</summary>
    public string Store { get; private set; } = "";

    public FeedServer Feeds { get; }

    public FakeTelegram Telegram { get; }

    /// <summary>Null unless <see cref="UseDiscordAsync"/> was called.</summary>
    public FakeDiscord? Discord { get; private set; }

    public IHost Host { get; private set; } = null!;

    /// <summary>Settings beside the usual ones, from the next restart on.</summary>
    public Dictionary<string, string?> More { get; } = [];

    /// <summary>What listens to all logs, from the next restart on.</summary>
    public Microsoft.Extensions.Logging.ILoggerProvider? Heard { get; set; }

    public string ConfigFolder => _folder.FullName;

    public static async Task<TestBot> CreateAsync(
        string? rules = null,
        string? subscriptions = null,
        params string[] feeds
    )
    {
        var postgres =
            PostgresServer.IsAskedFor || Environment.GetEnvironmentVariable("ALERTBOT_TEST_STORE") == "postgres"
                ? await PostgresServer.GetAsync()
                : null;
        var bot = new TestBot(
            Directory.CreateTempSubdirectory("alertbot-test-"),
            await FeedServer.StartAsync(),
            await FakeTelegram.StartAsync()
        );
        bot._postgres = postgres;
        bot.Store = postgres is null ? await bot.CreateFileAsync() : await postgres.CreateDatabaseAsync();
        Directory.CreateDirectory(Path.Combine(bot.ConfigFolder, "rules"));
        bot.Write("rules/all.yaml", rules ?? Rules);
        bot.Write(
            "feeds.yaml",
            "feeds:"
                + (
                    feeds.Length == 0
                        ? " []"
                        : string.Concat(
                            feeds.Select(name => $"\n  - {{url: \"{bot.Feeds.Url(name)}\", publisher: {name}}}")
                        )
                )
        );
        if (subscriptions is not null)
            bot.Write("subscriptions.yaml", subscriptions);
        await bot.RestartAsync();
        return bot;
    }

    private async Task<string> CreateFileAsync()
    {
        var file = Path.Combine(ConfigFolder, "test.db");
        await UpgradedStore.CopyToAsync(file, TestContext.Current.CancellationToken);
        return $"Data Source={file}";
    }

    /// <summary>Comes back on another store, which the test drops.</summary>
    public Task MoveToAsync(string store)
    {
        Store = store;
        return RestartAsync();
    }

    /// <summary>Another node on the same store, feeds, networks and clock, with a config folder of its own.</summary>
    public async Task<TestBot> JoinAsync()
    {
        var node = new TestBot(Directory.CreateTempSubdirectory("alertbot-test-"), Feeds, Telegram)
        {
            Clock = Clock,
            _joined = this,
            Store = Store,
        };
        Directory.CreateDirectory(Path.Combine(node.ConfigFolder, "rules"));
        foreach (var file in Directory.GetFiles(ConfigFolder, "*.yaml", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(node.ConfigFolder, Path.GetRelativePath(ConfigFolder, file)));
        await node.RestartAsync();
        return node;
    }

    /// <summary>Switches the second network on; its listener starts on its own, too.</summary>
    /// <param name="discord">On loopback.</param>
    /// <param name="restart">False: what stands in the store stays leased, as on a second node.</param>
    public async Task UseDiscordAsync(FakeDiscord discord, bool restart = true)
    {
        Discord = discord;
        if (restart)
            await RestartAsync();
        else
            Rebuild();
        await Listener.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Until every event that has come is handled.</summary>
    public Task FinishEventsAsync() => Get<DiscordDispatch>().FinishAsync();

    /// <summary>Ends when the listener gives up.</summary>
    public Task ListenerDone => ((BackgroundService)Listener).ExecuteTask!;

    public Task StopListeningAsync() => Listener.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>As if the process had ended, without any goodbye, and come back.</summary>
    public async Task RestartAsync()
    {
        Rebuild();
        var diagnostics = await Get<StartUp>().PrepareAsync(CancellationToken.None);
        Assert.Empty(diagnostics);
    }

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(ConfigFolder, file), text);

    public Task SubscribeAsync(long chat, params string[] topics) =>
        Get<SubscriptionStore>()
            .SaveAsync(
                Some.Subscription(new Chat("telegram", $"{chat}"), topics),
                TestContext.Current.CancellationToken
            );

    public Task PollAsync() => Get<Pipeline>().PollDueFeedsAsync(TestContext.Current.CancellationToken);

    public Task DeliverAsync() => Get<Pipeline>().DeliverDueMessagesAsync(TestContext.Current.CancellationToken);

    /// <summary>Time passes, then what is due is polled and sent.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await PollAsync();
        await DeliverAsync();
    }

    /// <summary>Starts what listens to Telegram, and nothing else of the host.</summary>
    public Task StartReceivingAsync() => Receiver.StartAsync(TestContext.Current.CancellationToken);

    public Task StopReceivingAsync() => Receiver.StopAsync(TestContext.Current.CancellationToken);

    private IHostedService Listener =>
        Host.Services.GetServices<IHostedService>().Single(s => s.GetType().Name == "DiscordListener");

    private IHostedService Receiver =>
        Host.Services.GetServices<IHostedService>().Single(s => s.GetType().Name == "TelegramReceiver");

    /// <summary>Ends when Telegram's receiver is stopped; faulted where the host would call it failed.</summary>
    public Task ReceiverDone => ((BackgroundService)Receiver).ExecuteTask!;

    /// <summary>One column of one row, for what the outside cannot see.</summary>
    public async Task<T?> AskAsync<T>(string sql) =>
        (await Get<Database>().QueryAsync<T>(sql, null, TestContext.Current.CancellationToken)).FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        await StopReceivingAsync();
        if (Discord is not null)
            await StopListeningAsync();
        Host.Dispose();
        if (_joined is not null)
        {
            _folder.Delete(recursive: true);
            return;
        }
        await Feeds.DisposeAsync();
        await Telegram.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_postgres is not null)
            await _postgres.DropAsync(Store);
        _folder.Delete(recursive: true);
    }

    private void Rebuild()
    {
        Host?.Dispose();
        Host = AlertBotHost.Build(new ConfigFolder(ConfigFolder), Settings(), services =>
        {
            if (Heard is not null)
                services.AddSingleton(Heard);
            services.RemoveAll<Node>();
            services.AddSingleton(new Node($"{Environment.MachineName}:node{(_joined is null ? 1 : 2)}:{++_lives}"));
            services.RemoveAll<TimeProvider>();
            services.AddSingleton<TimeProvider>(new SteppedClock(Clock, () => ClockOff));
            services.RemoveAll<Random>();
            services.AddSingleton<Random>(new NoChance());
        });
    }

    /// <summary>A clock that can be put back, as those of machines are.</summary>
    private sealed class SteppedClock(TimeProvider steady, Func<TimeSpan> off) : TimeProvider
    {
        public override long TimestampFrequency => steady.TimestampFrequency;

        public override TimeZoneInfo LocalTimeZone => steady.LocalTimeZone;

        public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + off();

        public override long GetTimestamp() => steady.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            steady.CreateTimer(callback, state, dueTime, period);
    }

    /// <summary>Adds nothing to any pause, so that a test can say when the next poll is.</summary>
    private sealed class NoChance : Random
    {
        public override double NextDouble() => 0;
    }

    private Dictionary<string, string?> Settings() =>
        More.Concat(Usual()).DistinctBy(setting => setting.Key).ToDictionary();

    private Dictionary<string, string?> Usual() =>
        new()
        {
            ["ConnectionStrings:AlertBot"] = Store,
            ["Feeds:AllowPrivateAddresses"] = "true",
            ["Web:Url"] = "http://127.0.0.1:0",
            ["Telegram:Token"] = FakeTelegram.Token,
            ["Telegram:ApiBaseUrl"] = Telegram.Url,
            // In real time: a machine that is busy must not turn an answer into an unknown outcome.
            ["Telegram:SendTimeout"] = "00:00:20",
            // Nobody moves the clock while a test waits for a send: its pace must never make one wait.
            ["Telegram:PerSecond"] = "1000",
            ["Discord:Token"] = Discord is null ? "" : FakeDiscord.Token,
            ["Discord:ApiBaseUrl"] = Discord?.Url,
            ["Discord:PerSecond"] = "100000",
            ["Logging:LogLevel:Default"] = Environment.GetEnvironmentVariable("ALERTBOT_TEST_LOG") ?? "None",
        };
}
