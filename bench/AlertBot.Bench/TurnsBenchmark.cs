using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using AlertBot.Storage;
using AlertBot.Tests.Support;
using Dapper;
using Npgsql;
using MsOptions = Microsoft.Extensions.Options.Options;

namespace AlertBot.Bench;

/// <summary>
/// What the turn at writing costs where the database is some way off: one and two nodes behind a wire that delays, in
/// one phase taking in documents and sending nothing, in the next sending what they wrote. A round trip in the turn
/// keeps all nodes waiting.
/// </summary>
internal static class TurnsBenchmark
{
    private const int Chats = 200;

    /// <summary>Before anything is measured, in which the runtime compiles.</summary>
    private const int First = 200;

    private const int Documents = 300;

    /// <summary>Of which one is about a topic that two chats follow.</summary>
    private const int EntriesInEach = 5;

    private const int Topics = Chats / 2;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <param name="server">Where databases may be made.</param>
    /// <param name="wires">Milliseconds of a round trip.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<int> RunAsync(string server, IReadOnlyList<double> wires, CancellationToken ct)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores; load {File.ReadAllText("/proc/loadavg").Trim()}");
        foreach (var wire in wires)
        {
            var one = await MeasureAsync(server, wire, nodes: 1, ct);
            var two = await MeasureAsync(server, wire, nodes: 2, ct);
            Say($"  two nodes to one: documents {two.Documents / one.Documents:0.00}, messages ");
            Say($"{two.Messages / one.Messages:0.00}\n");
        }
        return 0;
    }

    private static async Task<(double Documents, double Messages)> MeasureAsync(
        string server,
        double milliseconds,
        int nodes,
        CancellationToken ct
    )
    {
        await using var admin = new NpgsqlConnection(server);
        await admin.OpenAsync(ct);
        const string Name = "alertbot_turns";
        await admin.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
        await admin.ExecuteAsync($"CREATE DATABASE {Name}");
        var store = new NpgsqlConnectionStringBuilder(server) { Database = Name, MaxPoolSize = 20 };
        using (var database = new Database(MsOptions.Create(new StorageOptions { AlertBot = store.ConnectionString })))
            new Schema(database).Upgrade();
        using var wire = new SlowWire(() => Connect(store), TimeSpan.FromMilliseconds(milliseconds));
        var way = new NpgsqlConnectionStringBuilder(store.ConnectionString) { Host = "127.0.0.1", Port = wire.Port };
        var folder = Directory.CreateTempSubdirectory("alertbot-turns-");
        await using var feeds = await FeedServer.StartAsync();
        await using var telegram = await FakeTelegram.StartAsync();
        WriteConfig(folder.FullName, feeds);
        await using var watch = new NpgsqlConnection(store.ConnectionString);
        await watch.OpenAsync(ct);
        // Rules that no node has: until they are gone, nothing is polled.
        await watch.ExecuteAsync("INSERT INTO rule_sets (version, taken_up) VALUES ('none', 9999999999999)");
        var bots = Enumerable.Range(0, nodes).Select(_ => Start(folder.FullName, way.ToString(), telegram)).ToList();
        try
        {
            await UntilAsync(watch, $"SELECT count(*) >= {nodes} FROM nodes", ct);
            await UntilAsync(watch, $"SELECT count(*) = {First + Documents} FROM feeds", ct);
            await watch.ExecuteAsync(
                $"UPDATE feeds SET next_poll = 9000000000000 WHERE id > (SELECT min(id) + {First - 1} FROM feeds);"
                    + "DELETE FROM rule_sets WHERE version = 'none'"
            );
            await UntilAsync(watch, $"SELECT count(*) >= {First} FROM feeds WHERE seen = 1", ct);
            await UntilAsync(watch, "SELECT count(*) = 0 FROM outbox WHERE settled IS NULL", ct);
            await watch.ExecuteAsync("ANALYZE feeds, entries, outbox, chats, subscriptions, matches");
            var met = await RoundTripAsync(way.ToString(), ct) - await RoundTripAsync(store.ToString(), ct);
            var idle = await IdleTripsAsync(wire, ct);
            await watch.ExecuteAsync(
                "INSERT INTO channels (name, held_until, why) VALUES ('telegram', 9000000000000, 'bench')"
            );
            var documents = await PhaseAsync(
                watch,
                wire,
                idle,
                "UPDATE feeds SET next_poll = 0 WHERE seen = 0",
                $"SELECT count(*) >= {First + Documents} FROM feeds WHERE seen = 1",
                Documents,
                ct
            );
            // As a server that has run for a while does by itself.
            await watch.ExecuteAsync("ANALYZE feeds, entries, outbox, chats, subscriptions, matches");
            var count = await watch.ExecuteScalarAsync<int>("SELECT count(*) FROM outbox WHERE settled IS NULL");
            var messages = await PhaseAsync(
                watch,
                wire,
                idle,
                "DELETE FROM channels",
                "SELECT count(*) = 0 FROM outbox WHERE settled IS NULL",
                count,
                ct
            );
            Say($"{milliseconds} ms (met {met.TotalMilliseconds:0.00}), {nodes} nodes: ");
            Say($"{Documents} documents {documents}; {count} messages {messages}; idle {idle:0} trips a second\n");
            return (documents.PerSecond, messages.PerSecond);
        }
        finally
        {
            bots.ForEach(bot => bot.Dispose());
            NpgsqlConnection.ClearAllPools();
            await watch.CloseAsync();
            await admin.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
            folder.Delete(recursive: true);
        }
    }

    private sealed record Phase(double PerSecond, double Trips, double Turn)
    {
        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{PerSecond:0} a second, {Trips:0.00} round trips each, the turn taken {Turn:0%} of the time"
            );
    }

    /// <summary>From a statement that lets the nodes go on until there is nothing left to do.</summary>
    private static async Task<Phase> PhaseAsync(
        NpgsqlConnection watch,
        SlowWire wire,
        double idle,
        string begin,
        string isDone,
        int count,
        CancellationToken ct
    )
    {
        var (trips, looks, taken) = (wire.Trips, 0, 0);
        var clock = Stopwatch.StartNew();
        await watch.ExecuteAsync(begin);
        await UntilAsync(watch, isDone, ct, async () =>
        {
            looks++;
            taken += await watch.ExecuteScalarAsync<int>(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted"
            );
        });
        var took = clock.Elapsed.TotalSeconds;
        return new Phase(count / took, (wire.Trips - trips - (idle * took)) / count, (double)taken / looks);
    }

    private static async Task UntilAsync(
        NpgsqlConnection watch,
        string isSo,
        CancellationToken ct,
        Func<Task>? look = null
    )
    {
        var clock = Stopwatch.StartNew();
        while (!await watch.ExecuteScalarAsync<bool>(isSo))
        {
            if (clock.Elapsed > Longest)
                throw new TimeoutException($"not so after {Longest}: {isSo}");
            if (look is not null)
                await look();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
        }
    }

    private static async Task<double> IdleTripsAsync(SlowWire wire, CancellationToken ct)
    {
        var (before, clock) = (wire.Trips, Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, ct);
        return (wire.Trips - before) / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The median of some.</summary>
    private static async Task<TimeSpan> RoundTripAsync(string way, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection($"{way};Pooling=false");
        await connection.OpenAsync(ct);
        var times = new List<TimeSpan>();
        for (var i = 0; i < 101; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await connection.ExecuteScalarAsync<int>("SELECT 1");
            times.Add(Stopwatch.GetElapsedTime(begun));
        }
        return times.Order().ElementAt(50);
    }

    private static Socket Connect(NpgsqlConnectionStringBuilder store)
    {
        if (store.Host!.StartsWith('/'))
        {
            var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            local.Connect(new UnixDomainSocketEndPoint($"{store.Host}/.s.PGSQL.{store.Port}"));
            return local;
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(store.Host, store.Port);
        return socket;
    }

    private static BotProcess Start(string folder, string way, FakeTelegram telegram) =>
        BotProcess.Start(
            folder,
            new Dictionary<string, string>
            {
                ["ConnectionStrings:AlertBot"] = way,
                ["Feeds:AllowPrivateAddresses"] = "true",
                ["Feeds:PerHostConcurrency"] = "64",
                ["Schedule:PollTick"] = "00:00:00.1",
                ["Schedule:DeliverTick"] = "00:00:00.1",
                ["Telegram:Token"] = FakeTelegram.Token,
                ["Telegram:ApiBaseUrl"] = telegram.Url,
                ["Telegram:PerSecond"] = "1000",
                ["Telegram:ChatRest"] = "00:00:00.001",
                ["Telegram:GroupRest"] = "00:00:00.001",
                ["Logging:LogLevel:Default"] = "Error",
            }
        );

    private static void WriteConfig(string folder, FeedServer server)
    {
        var random = new Random(1);
        Directory.CreateDirectory(Path.Combine(folder, "rules"));
        var topics = Enumerable.Range(0, Topics).ToList();
        File.WriteAllLines(
            Path.Combine(folder, "rules/all.yaml"),
            [
                "concepts:",
                .. topics.Select(n => $"  c{n}: {{en: [alpha{n}]}}"),
                "rules:",
                .. topics.Select(n => $"  - {{id: t{n}, title: {{en: Topic {n}}}, when: c{n}}}"),
            ]
        );
        File.WriteAllLines(
            Path.Combine(folder, "subscriptions.yaml"),
            [
                "subscriptions:",
                .. Enumerable
                    .Range(0, Chats)
                    .Select(n => $"  - {{chat: \"telegram:{1_000_000 + n}\", topics: [t{n % Topics}], send: all}}"),
            ]
        );
        var names = Enumerable.Range(0, First + Documents).Select(n => $"feed{n}").ToList();
        foreach (var (name, n) in names.Select((name, n) => (name, n)))
            server.Serve(
                name,
                Some.Rss(
                    TimeProvider.System.GetUtcNow(),
                    [
                        .. Enumerable
                            .Range(0, EntriesInEach)
                            .Select(i => ($"{(i == 0 ? $"alpha{n % Topics}" : Word(random))} {Words(random)}", i + 1)),
                    ]
                )
            );
        File.WriteAllLines(
            Path.Combine(folder, "feeds.yaml"),
            ["feeds:", .. names.Select(name => $"  - {{url: \"{server.Url(name)}\", publisher: {name}, every: 1h}}")]
        );
    }

    private static string Words(Random random) => string.Join(' ', Enumerable.Range(0, 5).Select(_ => Word(random)));

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, 8).Select(_ => (char)('a' + random.Next(26))));

    private static void Say(FormattableString text) => Console.Write(text.ToString(CultureInfo.InvariantCulture));
}
