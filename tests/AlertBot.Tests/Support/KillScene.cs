namespace AlertBot.Tests.Support;

/// <summary>Feeds that grow with every poll, chats that follow everything, and the real program between them.</summary>
internal sealed class KillScene : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-kill-");
    private readonly Dictionary<string, (List<string> Titles, int Shown)> _feeds = [];

    private KillScene(FeedServer feeds, FakeTelegram telegram) => (Feeds, Telegram) = (feeds, telegram);

    public FeedServer Feeds { get; }

    public FakeTelegram Telegram { get; }

    public static async Task<KillScene> CreateAsync(int feeds, int entries, long[] chats, Random random)
    {
        var scene = new KillScene(await FeedServer.StartAsync(), await FakeTelegram.StartAsync());
        Directory.CreateDirectory(Path.Combine(scene._folder.FullName, "rules"));
        scene.Write("rules/all.yaml", TestBot.Rules);
        scene.Write(
            "subscriptions.yaml",
            "subscriptions:"
                + string.Concat(chats.Select(c => $"\n  - {{chat: \"telegram:{c}\", topics: [all], send: all}}"))
        );
        for (var f = 0; f < feeds; f++)
            scene.AddFeed(
                $"feed{f}",
                [.. Enumerable.Range(0, entries).Select(_ => $"Libya {Word(random)} {Word(random)} {Word(random)}")]
            );
        scene.Write(
            "feeds.yaml",
            "feeds:"
                + string.Concat(
                    scene._feeds.Keys.Select(name => $"\n  - {{url: \"{scene.Feeds.Url(name)}\", publisher: {name}}}")
                )
        );
        return scene;
    }

    public BotProcess StartBot() =>
        BotProcess.Start(
            _folder.FullName,
            new Dictionary<string, string>
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
            }
        );

    public async ValueTask DisposeAsync()
    {
        await Feeds.DisposeAsync();
        await Telegram.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void AddFeed(string name, List<string> titles)
    {
        _feeds[name] = (titles, 0);
        Feeds.Answer(name, async http =>
        {
            var (all, shown) = _feeds[name];
            _feeds[name] = (all, shown = Math.Min(all.Count, shown + 3));
            http.Response.ContentType = "application/rss+xml";
            var entries = all.Take(shown).Reverse().Select((title, i) => (title, i)).ToArray();
            await http.Response.Body.WriteAsync(
                System.Text.Encoding.UTF8.GetBytes(Some.Rss(TimeProvider.System.GetUtcNow(), entries)),
                http.RequestAborted
            );
        });
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, 8).Select(_ => (char)('a' + random.Next(26))));

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);
}
