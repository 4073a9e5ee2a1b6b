using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Tests.Support;

/// <summary>Serves feeds on loopback, real HTTP with entity tags; a path can be given any answer.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new();
    private readonly ConcurrentDictionary<string, int> _polls = new();
    private readonly Signal _signal = new();

    private FeedServer(WebApplication server) => _server = server;

    public static async Task<FeedServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = builder.Build();
        var feeds = new FeedServer(server);
        server.MapMethods("/{name}", ["GET", "POST"], (string name, HttpContext http) => feeds.AnswerAsync(name, http));
        await server.StartAsync();
        return feeds;
    }

    public Uri Url(string name) => new($"{_server.Urls.First()}/{name}");

    public int Polls(string name) => _polls.GetValueOrDefault(name);

    public void Answer(string name, Func<HttpContext, Task> answer) => _answers[name] = answer;

    /// <summary>Serves a document with an entity tag of its content; asked with that tag, 304.</summary>
    public void Serve(string name, string document, string type = "application/rss+xml; charset=utf-8") =>
        Answer(name, async http =>
        {
            var tag = $"\"{document.GetHashCode(StringComparison.Ordinal):x}\"";
            http.Response.Headers.ETag = tag;
            if (http.Request.Headers.IfNoneMatch == tag)
            {
                http.Response.StatusCode = 304;
                return;
            }
            http.Response.ContentType = type;
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(document), http.RequestAborted);
        });

    public async Task WaitForPollsAsync(string name, int count, CancellationToken ct)
    {
        while (true)
        {
            var next = _signal.Next;
            if (Polls(name) >= count)
                return;
            await next.WaitAsync(ct);
        }
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task AnswerAsync(string name, HttpContext http)
    {
        if (_answers.TryGetValue(name, out var answer))
            await answer(http);
        else
            http.Response.StatusCode = 404;
        _polls.AddOrUpdate(name, 1, (_, n) => n + 1);
        _signal.Raise();
    }
}
