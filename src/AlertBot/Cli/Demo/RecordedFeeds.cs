using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Cli.Demo;

/// <summary>
/// The demo's feeds, written for this project, served on loopback as their publishers would: with entity tags, odd
/// charsets, and one that fails. Dates in them are relative to the moment they are first served.
/// </summary>
internal sealed partial class RecordedFeeds : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HashSet<string> _ended = [];
    private readonly TaskCompletionSource _allTakenIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _start;
    private int _published;
    private int _fresh;
    private int _notModified;
    private int _failed;

    private RecordedFeeds(WebApplication server, DateTimeOffset start) => (_server, _start) = (server, start);

    /// <summary>The feeds as feeds.yaml would list them.</summary>
    public IReadOnlyList<FeedLine> Lines => [.. RecordedFeed.All.Select(feed => feed.ToLine(_server.Urls.First()))];

    /// <summary>
    /// Done when every feed has been told "not modified", or failed: who asks for a change has the first answer's
    /// entries and messages in the store, since they are one transaction with the tag that is asked with.
    /// </summary>
    public Task AllTakenIn => _allTakenIn.Task;

    public static async Task<RecordedFeeds> ServeAsync(TimeProvider clock, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = builder.Build();
        var feeds = new RecordedFeeds(server, clock.GetUtcNow());
        server.MapGet("/{name}", (string name, HttpContext http) => feeds.AnswerAsync(name, http));
        await server.StartAsync(ct);
        return feeds;
    }

    /// <summary>Lets one more entry appear in the harbour feed; false when there is none left.</summary>
    public bool Publish()
    {
        if (_published == RecordedFeed.LaterEntries)
            return false;
        _published++;
        return true;
    }

    public string Report()
    {
        lock (_lock)
            return $"demo: {RecordedFeed.All.Count} feeds, {_fresh + _notModified + _failed} polls, "
                + $"{_notModified} answered \"not modified\" (304), {_failed} failed (500): "
                + $"{RecordedFeed.All.Count(feed => feed.Resource is null)} of the feeds are broken on purpose";
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(string name, HttpContext http)
    {
        if (RecordedFeed.All.FirstOrDefault(f => f.Name == name) is not { } feed)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (feed.Resource is null)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await http.Response.WriteAsync("<html><body>Database error</body></html>", http.RequestAborted);
            Count(ref _failed, name);
            return;
        }
        var body = Encoding.UTF8.GetBytes(WithDates(feed.Read(_published)));
        if (feed.Charset != Encoding.UTF8.WebName)
            body = Encoding.GetEncoding(feed.Charset).GetBytes(WithDates(feed.Read(_published)));
        var tag = $"\"{EntryIdentity.Hash(Convert.ToHexString(body))}\"";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            Count(ref _notModified, name);
            return;
        }
        http.Response.ContentType = feed.ContentType;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
        Count(ref _fresh);
    }

    private void Count(ref int answers, string? ended = null)
    {
        lock (_lock)
        {
            answers++;
            // A feed that fails is asked again ever more rarely; once is enough of it.
            if (ended is not null && _ended.Add(ended) && _ended.Count == RecordedFeed.All.Count)
                _allTakenIn.TrySetResult();
        }
    }

    /// <summary>
    /// <c>{{rfc822:-90}}</c> is the moment 90 minutes before the start, as RSS writes it; <c>{{iso:-90}}</c> as Atom
    /// does.
    /// </summary>
    private string WithDates(string text) =>
        Moment()
            .Replace(text, moment =>
            {
                var at =
                    _start + TimeSpan.FromMinutes(int.Parse(moment.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
                return moment.Groups[1].Value == "iso"
                    ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                    : at.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
            });

    [GeneratedRegex(@"\{\{(rfc822|iso):(-?\d+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}
