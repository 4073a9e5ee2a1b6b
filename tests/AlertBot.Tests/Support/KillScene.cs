using AlertBot.Channels;
using Microsoft.Data.Sqlite;

namespace AlertBot.Tests.Support;

/// <summary>Feeds that grow with every poll, chats that follow everything, and the real program between them, killed again and again.</summary>
internal sealed class KillScene : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-kill-");
    private readonly Dictionary<string, (List<string> Titles, int Shown)> _feeds = [];
    private readonly int _chats;

    private KillScene(FeedServer feeds, FakeTelegram telegram, int chats) => (Feeds, Telegram, _chats) = (feeds, telegram, chats);

    public FeedServer Feeds { get; }

    public FakeTelegram Telegram { get; }

    public IReadOnlyList<string> Titles => [.. _feeds.Values.SelectMany(f => f.Titles)];

    public static async Task<KillScene> CreateAsync(int feeds, int entries, long[] chats, Random random)
    {
        var scene = new KillScene(await FeedServer.StartAsync(), await FakeTelegram.StartAsync(), chats.Length);
        Directory.CreateDirectory(Path.Combine(scene._folder.FullName, "rules"));
        scene.Write("rules/all.yaml", TestBot.Rules);
        scene.Write("subscriptions.yaml", "subscriptions:" + string.Concat(chats.Select(c => $"\n  - {{chat: \"telegram:{c}\", topics: [all]}}")));
        for (var f = 0; f < feeds; f++)
            scene.AddFeed($"feed{f}", [.. Enumerable.Range(0, entries).Select(_ => $"Libya {Word(random)} {Word(random)} {Word(random)}")]);
        scene.Write("feeds.yaml", "feeds:" + string.Concat(scene._feeds.Keys.Select(name => $"\n  - {{url: \"{scene.Feeds.Url(name)}\", publisher: {name}}}")));
        return scene;
    }

    public BotProcess StartBot() => BotProcess.Start(_folder.FullName, new Dictionary<string, string>
    {
        ["ConnectionStrings:AlertBot"] = $"Data Source={Path.Combine(_folder.FullName, "kill.db")}",
        ["Feeds:AllowPrivateAddresses"] = "true",
        ["Feeds:MinInterval"] = "00:00:01",
        ["Schedule:PollTick"] = "00:00:00.1",
        ["Schedule:DeliverTick"] = "00:00:00.1",
        ["Delivery:UnsureWait"] = "00:00:00.2",
        ["Telegram:Token"] = FakeTelegram.Token,
        ["Telegram:ApiBaseUrl"] = Telegram.Url,
        ["Telegram:PerSecond"] = "1000",
        ["Telegram:ChatRest"] = "00:00:00",
        ["Telegram:GroupRest"] = "00:00:00",
    });

    /// <summary>Runs the program and kills it at a random send: as it comes in, or when it was taken in and not yet answered.</summary>
    public async Task RunUntilKilledAsync(Random random, CancellationToken ct)
    {
        using var bot = StartBot();
        var countdown = random.Next(1, 25);
        var afterTakingIn = random.Next(2) == 0;
        void Strike()
        {
            if (Interlocked.Decrement(ref countdown) == 0)
                bot.Kill();
        }
        Telegram.OnArrived = _ => { if (afterTakingIn) Strike(); };
        Telegram.OnRequest = (_, method) => { if (!afterTakingIn && method == "sendMessage") Strike(); };
        // When everything has been sent there is nothing left to strike at: then it is killed idle.
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var done = Telegram.WaitForAsync(AllArrived, idle.Token);
        if (await Task.WhenAny(bot.WaitForExitAsync(ct), done) == done)
            bot.Kill();
        await bot.WaitForExitAsync(ct);
        await idle.CancelAsync();
        (Telegram.OnArrived, Telegram.OnRequest) = (null, null);
    }

    public async Task RunUntilAllArrivedAsync(CancellationToken ct)
    {
        using var bot = StartBot();
        await Telegram.WaitForAsync(AllArrived, ct);
        bot.Terminate();
        await bot.WaitForExitAsync(ct);
    }

    /// <summary>Messages the store itself knows it may have sent twice.</summary>
    public IReadOnlySet<(long Chat, string Title)> UnsureMessages()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "kill.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT chat, content FROM outbox WHERE repeats > 0";
        using var rows = command.ExecuteReader();
        var unsure = new HashSet<(long, string)>();
        while (rows.Read())
        {
            var alert = (Alert)System.Text.Json.JsonSerializer.Deserialize<Content>(rows.GetString(1))!;
            unsure.Add((long.Parse(rows.GetString(0)["telegram:".Length..], System.Globalization.CultureInfo.InvariantCulture), alert.Headline));
        }
        return unsure;
    }

    public async ValueTask DisposeAsync()
    {
        await Feeds.DisposeAsync();
        await Telegram.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private bool AllArrived(IReadOnlyList<Arrived> messages) =>
        messages.Select(m => (m.Chat, m.Visible.Split('\n')[0])).Distinct().Count() >= Titles.Count * _chats;

    private void AddFeed(string name, List<string> titles)
    {
        _feeds[name] = (titles, 0);
        Feeds.Answer(name, async http =>
        {
            var (all, shown) = _feeds[name];
            _feeds[name] = (all, shown = Math.Min(all.Count, shown + 3));
            http.Response.ContentType = "application/rss+xml";
            var entries = all.Take(shown).Reverse().Select((title, i) => (title, i)).ToArray();
            await http.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Some.Rss(TimeProvider.System.GetUtcNow(), entries)), http.RequestAborted);
        });
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, 8).Select(_ => (char)('a' + random.Next(26))));

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);
}
