using System.Diagnostics;
using System.Globalization;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.Search;
using AlertBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Bench;

/// <summary>
/// What a search costs in a store of so many entries: the time the index takes to be filled, its size, and the times of
/// queries on SQLite.
/// </summary>
internal static class SearchBenchmark
{
    private const int Different = 4000;
    private const int Repeats = 20;
    private const int PageSize = 25;

    public static async Task<int> RunAsync(int count, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-bench-");
        var file = Path.Combine(folder.FullName, "bench.db");
        using var host = AlertBotHost.Build(
            new ConfigFolder(folder.FullName),
            new Dictionary<string, string?> { ["ConnectionStrings:AlertBot"] = $"Data Source={file}" }
        );
        host.Services.GetRequiredService<Schema>().Upgrade();
        var database = host.Services.GetRequiredService<Database>();
        await InsertAsync(database, count, ct);
        var size = new FileInfo(file).Length;
        var clock = Stopwatch.StartNew();
        await host.Services.GetRequiredService<SearchIndex>().FillAsync(ct);
        Say($"{count} entries: {clock.Elapsed.TotalSeconds:0} s, {clock.Elapsed.TotalMicroseconds / count:0} µs each");
        Say($"{(new FileInfo(file).Length - size) / 1e6:0} MB of index beside {size / 1e6:0} MB of store");
        foreach (
            var words in (string[])
                [
                    "government",
                    "\"the government\"",
                    "government ceasefire -film",
                    "entry77 77",
                    "الحكومة",
                    "gov*",
                    "zzzz",
                ]
        )
            await MeasureAsync(host.Services, words, ct);
        return 0;
    }

    private static async Task MeasureAsync(IServiceProvider services, string words, CancellationToken ct)
    {
        var (query, problem) = await services
            .GetRequiredService<SearchReader>()
            .ReadAsync(new SearchRequest { Words = words }, ct);
        if (query is null)
            throw new InvalidOperationException($"{words}: {problem}");
        var times = new List<double>();
        var hits = 0;
        for (var i = 0; i < Repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var found = await services.GetRequiredService<EntrySearch>().FindAsync(query, null, PageSize, ct);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            hits = found.Hits.Count;
        }
        times.Sort();
        Say($"{words}: {hits} hits, {times[0]:0.0} / {times[Repeats / 2]:0.0} / {times[^1]:0.0} ms");
    }

    private static async Task InsertAsync(Database database, int count, CancellationToken ct)
    {
        var made = LanguageCodes
            .All.SelectMany(language => GeneratedEntries.News(new GeneratedRules(100, language), Different / 3))
            .ToList();
        await database.WriteAsync(
            tx =>
                tx.ExecuteAsync(
                    "INSERT INTO feeds (url, publisher, every, next_poll) VALUES ('http://127.0.0.1/', 'bench', 0, 0)",
                    null,
                    ct
                ),
            ct
        );
        for (var from = 0; from < count; from += 5000)
        {
            var rows = Enumerable
                .Range(from, Math.Min(5000, count - from))
                .Select(n => (Number: n, Entry: made[n % made.Count]))
                .Select(row => new
                {
                    Identity = $"{row.Number}",
                    Time = row.Number * 1000L,
                    Language = row.Entry.Language.Code(),
                    Title = $"entry{row.Number % 1000} {row.Number} {row.Entry.Title}",
                    row.Entry.Body,
                });
            await database.WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "INSERT INTO entries (feed_id, identity, first_seen, last_listed, language, title, summary, "
                            + "body) VALUES (1, @Identity, @Time, @Time, @Language, @Title, '', @Body)",
                        rows.ToList(),
                        ct
                    ),
                ct
            );
        }
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
