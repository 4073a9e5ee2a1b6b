using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Bench.Service;

/// <summary>
/// Feeds on loopback, in the benchmark's own process, so that their CPU is not counted. Each is of 20 entries; some are
/// about something the shipped rules look for.
/// </summary>
internal sealed class BenchFeeds : IAsyncDisposable
{
    public const int EntriesPerFeed = 20;

    /// <summary>Addresses are given out by 250 of a third number, from 127.1.0.1 on.</summary>
    private const int HostsOfOneNumber = 250;

    /// <summary>
    /// All entries bear it: without a date a feed's first ones would be no news, and be matched by no rule.
    /// </summary>
    private readonly string _published = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);

    private readonly WebApplication _server;
    private readonly HashSet<int> _polled = [];
    private readonly int[] _editions;
    private TaskCompletionSource _first = new();
    private TaskCompletionSource _all = new();

    private BenchFeeds(WebApplication server, int count) => (_server, _editions) = (server, new int[count]);

    /// <summary>Feeds that accept a poll and say nothing for a minute.</summary>
    public HashSet<int> Hanging { get; } = [];

    /// <summary>
    /// Hosts that the feeds are spread over, all of them loopback (127.0.0.0/8). In life most feeds have one of their
    /// own.
    /// </summary>
    public required int Hosts { get; init; }

    /// <summary>Of so many entries one is about something the shipped rules look for.</summary>
    public required int OneIn { get; init; }

    public string Url(int feed)
    {
        var host = feed % Hosts;
        var address = $"127.1.{host / HostsOfOneNumber}.{(host % HostsOfOneNumber) + 1}";
        return $"http://{address}:{new Uri(_server.Urls.First()).Port}/{feed}";
    }

    /// <summary>The first poll since <see cref="Begin"/>.</summary>
    public Task First => _first.Task;

    /// <summary>Every feed that answers has been polled since <see cref="Begin"/>.</summary>
    public Task All => _all.Task;

    /// <param name="count">How many.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="hosts">As many as feeds where null.</param>
    /// <param name="oneIn"><see cref="OneIn"/>.</param>
    public static async Task<BenchFeeds> StartAsync(int count, CancellationToken ct, int? hosts = null, int oneIn = 5)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://0.0.0.0:0");
        builder.Services.AddRoutingCore();
        var server = builder.Build();
        var feeds = new BenchFeeds(server, count) { Hosts = hosts ?? count, OneIn = oneIn };
        server.MapGet("/{feed:int}", feeds.AnswerAsync);
        await server.StartAsync(ct);
        return feeds;
    }

    public void Begin()
    {
        lock (_polled)
        {
            _polled.Clear();
            (_first, _all) = (
                new(TaskCreationOptions.RunContinuationsAsynchronously),
                new(TaskCreationOptions.RunContinuationsAsynchronously)
            );
        }
    }

    /// <summary>A feed has one entry more and another tag from now on.</summary>
    public void Publish(int feed) => _editions[feed]++;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(int feed, HttpContext http)
    {
        Note(feed);
        if (Hanging.Contains(feed))
        {
            await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System, http.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }
        var tag = $"\"{_editions[feed]}\"";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch == tag)
            http.Response.StatusCode = 304;
        else
            await http.Response.Body.WriteAsync(
                Encoding.UTF8.GetBytes(Document(feed, _editions[feed])),
                http.RequestAborted
            );
    }

    private void Note(int feed)
    {
        lock (_polled)
        {
            _first.TrySetResult();
            if (!Hanging.Contains(feed))
                _polled.Add(feed);
            if (_polled.Count == _editions.Length - Hanging.Count)
                _all.TrySetResult();
        }
    }

    private string Document(int feed, int edition)
    {
        var items = Enumerable
            .Range(edition, EntriesPerFeed)
            .Select(n =>
                ((feed * EntriesPerFeed) + n) % OneIn == 0
                    ? $"<item><guid>{feed}-{n}</guid><title>تقرير {feed}-{n}: هدنة جديدة في ليبيا بعد قتال "
                        + "قرب سرت</title><description>"
                        + Filler("أعلن قائد ميداني أن وقف إطلاق النار صامد وأن ميناء النفط سيفتح. ")
                        + $"</description><pubDate>{_published}</pubDate></item>"
                    : $"<item><guid>{feed}-{n}</guid><title>Report {feed}-{n}: council debates the new bus timetable"
                        + "</title><description>"
                        + Filler("Residents asked for a later service on Fridays and a shelter by the school. ")
                        + $"</description><pubDate>{_published}</pubDate></item>"
            );
        return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>t</title>"
            + $"<link>https://x.example.org</link><description>d</description>{string.Concat(items)}</channel>"
            + "</rss>";
    }

    private static string Filler(string sentence) => string.Concat(Enumerable.Repeat(sentence, 10));
}
