using System.Diagnostics;
using System.Globalization;
using AlertBot.Configuration;
using AlertBot.Feeds.Entries;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.Storage;
using AlertBot.Storage.Backups;
using AlertBot.Web;
using AlertBot.Web.Pages;
using AlertBot.Web.Pages.Map;
using AlertBot.Web.Pages.Trends;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Bench;

/// <summary>
/// What a page costs in a store of so many entries over ninety days, all of which meet a rule and tell a story: the
/// time to its first byte, which is that of the whole page, and its size.
/// </summary>
internal static class PageBenchmark
{
    private const int Days = 90;
    private const int Repeats = 20;
    private const int Feeds = 200;

    /// <summary>Of a swept store one entry in so many meets a rule.</summary>
    private const int Matched = 50;

    /// <summary>Reports of one story.</summary>
    private const int PerStory = 10;

    private static readonly string[] Headlines =
    [
        "Haftar and Sarraj sign ceasefire agreement in Geneva",
        "Libya's oil port of Brega closed by force majeure",
        "حفتر والسراج يوقعان اتفاق وقف إطلاق النار في جنيف",
        "إغلاق ميناء البريقة النفطي في ليبيا",
        "Libye : Haftar et Sarraj signent un cessez-le-feu à Genève",
        "UN envoy meets rivals in Tripoli before talks in Berlin",
    ];

    private static readonly string[] Words =
    [
        "ceasefire",
        "oil",
        "mediation",
        "election",
        "conference",
        "militia",
        "border",
        "tribunal",
        "envoy",
        "airport",
    ];

    private static readonly string[] Pages =
    [
        "/today?lang=en",
        "/today?lang=ar&place=geneva",
        "/trends?lang=en&days=90",
        "/trends?lang=en&days=90&topic=ceasefire",
        "/map?lang=en",
        "/map?lang=ar&days=30",
        "/stories?lang=en",
        "/stories/1?lang=en",
        "/rules?lang=en",
        "/?lang=en",
    ];

    /// <param name="count">Entries of a store that is made for it.</param>
    /// <param name="store">
    /// A store that a sweep left (<c>--keep</c>), in place of one that is made: its entries are spread over the days,
    /// and it is backed up and forgets its oldest day in the end.
    /// </param>
    /// <param name="ct">Cancels.</param>
    public static async Task<int> RunAsync(int count, string? store, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-bench-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "rules"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rules", "all.yaml"), RulesOfTen(), ct);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "feeds.yaml"), "feeds: []", ct);
        using var host = AlertBotHost.Build(
            new ConfigFolder(folder.FullName),
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:AlertBot"] = $"Data Source={store ?? Path.Combine(folder.FullName, "bench.db")}",
                ["Web:Url"] = "http://127.0.0.1:0",
            }
        );
        if (await host.Services.GetRequiredService<StartUp>().PrepareAsync(ct) is { Count: > 0 } faults)
            throw new InvalidOperationException(string.Join('\n', faults));
        var database = host.Services.GetRequiredService<Database>();
        if (store is null)
            await InsertAsync(database, count, ct);
        else
            await SpreadAsync(database, ct);
        var server = host.Services.GetRequiredService<WebServer>();
        await server.StartAsync(ct);
        using var http = new HttpClient { BaseAddress = new Uri(server.Address!) };
        foreach (var page in Pages)
            await MeasureAsync(http, page, 1, "first", ct);
        var clock = Stopwatch.StartNew();
        while (await host.Services.GetRequiredService<TrendFigures>().CountNextAsync(ct))
            ct.ThrowIfCancellationRequested();
        Say($"names of all days: {clock.Elapsed.TotalSeconds:0.0} s");
        clock.Restart();
        while (await host.Services.GetRequiredService<MapFigures>().CountNextAsync(ct))
            ct.ThrowIfCancellationRequested();
        Say($"places of a month: {clock.Elapsed.TotalSeconds:0.0} s");
        clock.Restart();
        while (await host.Services.GetRequiredService<RuleFigures>().CountNextAsync(ct))
            ct.ThrowIfCancellationRequested();
        Say($"words of a month: {clock.Elapsed.TotalSeconds:0.0} s");
        foreach (var page in Pages)
            await MeasureAsync(http, page, Repeats, "then", ct);
        await server.StopAsync(ct);
        if (store is not null)
            await KeepHouseAsync(host.Services, store, ct);
        return 0;
    }

    /// <summary>
    /// Spreads the entries over the days, in the order they came in, and has one in fifty meet a rule and tell a story,
    /// ten of them the same, as headlines of real days would.
    /// </summary>
    private static async Task SpreadAsync(Database database, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var days = new { Until = now, Length = TimeSpan.FromDays(Days).TotalMilliseconds };
        await database.WriteAsync(
            async tx =>
            {
                await tx.ExecuteAsync(
                    "UPDATE entries SET first_seen = @Until - CAST(@Length * (1 - id * 1.0 / (SELECT max(id) FROM "
                        + "entries)) AS BIGINT), last_listed = 0",
                    days,
                    ct
                );
                await tx.ExecuteAsync(
                    $"""
                    DELETE FROM matches;
                    UPDATE entries SET story_id = NULL, event_id = NULL;
                    DELETE FROM stories;
                    INSERT INTO stories (id, version, language, headline, first_seen, last_seen)
                        SELECT id / {Matched * PerStory} + 1, 1, language, title, min(first_seen), max(first_seen)
                        FROM entries WHERE id % {Matched} = 0 GROUP BY 1;
                    UPDATE entries SET story_id = id / {Matched * PerStory} + 1, event_id = id / {Matched
                        * PerStory} + 1,
                        weight = id % 2, state = CASE WHEN id % 3 = 0 THEN 'signed' END WHERE id % {Matched} = 0;
                    INSERT INTO matches (entry_id, rule_id, rules_version, spans)
                        SELECT id, CASE WHEN id % {2 * Matched} = 0 THEN 'ceasefire' ELSE 'topic-3' END, '1', '[]'
                        FROM entries WHERE id % {Matched} = 0;
                    """,
                    null,
                    ct
                );
            },
            ct
        );
        var rows = await database.QueryAsync<(long Entries, long Matched, long Stories)>(
            "SELECT (SELECT count(*) FROM entries), (SELECT count(DISTINCT entry_id) FROM matches), "
                + "(SELECT count(*) FROM stories)",
            null,
            ct
        );
        Say($"{rows[0].Entries} entries, {rows[0].Matched} of them matched, {rows[0].Stories} stories");
    }

    /// <summary>A backup, and forgetting what is of the oldest day.</summary>
    private static async Task KeepHouseAsync(IServiceProvider services, string store, CancellationToken ct)
    {
        Say($"store: {new FileInfo(store).Length / 1048576.0:0} MB");
        var clock = Stopwatch.StartNew();
        var copy = $"{store}.backup";
        await services.GetRequiredService<StoreBackup>().CopyToAsync(copy, ct);
        Say($"backup, checked: {clock.Elapsed.TotalSeconds:0.0} s");
        File.Delete(copy);
        var (entries, database) = (services.GetRequiredService<EntryStore>(), services.GetRequiredService<Database>());
        var before = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(Days - 1);
        var (forgotten, slowest, runs) = (0L, TimeSpan.Zero, 0);
        clock.Restart();
        for (var last = 1; last > 0; runs++)
        {
            var from = clock.Elapsed;
            await database.WriteAsync(
                async tx => last = await entries.ForgetAsync(tx, before, Housekeeping.MostAtOnce, ct),
                ct
            );
            forgotten += last;
            slowest = clock.Elapsed - from > slowest ? clock.Elapsed - from : slowest;
        }
        Say($"a day forgotten, {forgotten} entries in {runs} runs: {clock.Elapsed.TotalSeconds:0.0} s");
        Say($"the slowest of these runs: {slowest.TotalMilliseconds:0} ms");
    }

    private static async Task MeasureAsync(HttpClient http, string page, int repeats, string when, CancellationToken ct)
    {
        var times = new List<double>();
        var size = 0;
        for (var i = 0; i < repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(page, HttpCompletionOption.ResponseHeadersRead, ct);
            await using var stream = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(ct);
            await stream.ReadExactlyAsync(new byte[1], ct);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            using var rest = new MemoryStream();
            await stream.CopyToAsync(rest, ct);
            size = (int)rest.Length + 1;
        }
        times.Sort();
        Say($"{page}, {when}: {times[0]:0.0} / {times[repeats / 2]:0.0} / {times[^1]:0.0} ms, {size / 1024.0:0.0} KB");
    }

    /// <summary>Ten rules, as are shipped; each asks for something of its own.</summary>
    private static string RulesOfTen() =>
        string.Join(
            '\n',
            [
                "concepts:",
                .. Words.Select((word, n) => $"  word-{n}: {{en: [{word}]}}"),
                "rules:",
                .. Words.Select(
                    (_, n) => $"  - {{id: {RuleOf(n)}, title: {{en: Topic {n}, ar: موضوع {n}}}, when: word-{n}}}"
                ),
            ]
        );

    private static string RuleOf(int n) => n == 0 ? "ceasefire" : $"topic-{n}";

    private static async Task InsertAsync(Database database, int count, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var bodies = LanguageCodes
            .All.Select(language => GeneratedEntries.News(new GeneratedRules(100, language), 100).ToList())
            .ToList();
        await database.WriteAsync(
            tx =>
                tx.ExecuteAsync(
                    "INSERT INTO feeds (url, publisher, camp, every, next_poll, listed, enabled) "
                        + "VALUES (@Url, @Publisher, @Camp, 900, 9000000000000, 1, 1)",
                    Enumerable
                        .Range(1, Feeds)
                        .Select(n => new
                        {
                            Url = $"http://127.0.0.1/{n}",
                            Publisher = $"Publisher {n}",
                            Camp = n % 3 == 0 ? null : $"camp-{n % 7}",
                        })
                        .ToList(),
                    ct
                ),
            ct
        );
        for (var from = 0; from < count; from += 5000)
        {
            var rows = Enumerable
                .Range(from, Math.Min(5000, count - from))
                .Select(n => RowOf(n, now - TimeSpan.FromDays(Days * (1 - ((n + 1.0) / count))), bodies))
                .ToList();
            await database.WriteAsync(
                async tx =>
                {
                    await tx.ExecuteAsync(
                        "INSERT INTO stories (id, version, language, headline, first_seen, last_seen) "
                            + "VALUES (@Story, 1, 'en', @Title, @Time, @Time) "
                            + "ON CONFLICT (id) DO UPDATE SET last_seen = @Time",
                        rows,
                        ct
                    );
                    await tx.ExecuteAsync(
                        "INSERT INTO entries (id, feed_id, identity, first_seen, last_listed, language, title, "
                            + "summary, body, story_id, event_id, weight, state, link) "
                            + "VALUES (@Id, @Feed, @Id, @Time, @Time, @Language, @Title, '', @Body, "
                            + "@Story, @Event, @Weight, @State, 'https://example.org/1')",
                        rows,
                        ct
                    );
                    await tx.ExecuteAsync(
                        "INSERT INTO matches (entry_id, rule_id, rules_version, spans) "
                            + "VALUES (@Id, @Rule, '1', @Spans), (@Id, @Other, '1', '[]')",
                        rows,
                        ct
                    );
                },
                ct
            );
        }
    }

    private static object RowOf(int n, DateTimeOffset time, IReadOnlyList<List<AlertBot.Feeds.Entries.Entry>> bodies)
    {
        // Reports of a story come over some hours, between those of others.
        var story = (n / 200 * 20) + (n % 20) + 1;
        var title = Headlines[n % Headlines.Length];
        var language =
            title[0] > 'ا' - 1 ? 0
            : title.Contains("Libye", StringComparison.Ordinal) ? 2
            : 1;
        return new
        {
            Id = n + 1,
            Feed = (n % Feeds) + 1,
            Time = time.ToUnixTimeMilliseconds(),
            Language = LanguageCodes.All[language].Code(),
            Title = $"{title} {n % 500}",
            bodies[language][n % bodies[language].Count].Body,
            Story = story,
            Event = story,
            Weight = n % PerStory == 0 ? 1 : 0,
            State = n % 4 == 0 ? "signed"
            : n % 7 == 0 ? "violated"
            : null,
            Rule = RuleOf(n % Words.Length),
            Other = RuleOf((n + 3) % Words.Length),
            Spans = """[{"Field":0,"Start":0,"Length":6},{"Field":2,"Start":10,"Length":8}]""",
        };
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
