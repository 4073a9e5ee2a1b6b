using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Tests.Support;

/// <summary>
/// An OpenAI-compatible server on loopback that says what it is told to: the truth, lies, errors, or nothing.
/// </summary>
internal sealed class FakeModel : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Signal _signal = new();

    private FakeModel(WebApplication server) => _server = server;

    /// <summary>What it answers with.</summary>
    public string Says { get; set; } = "";

    /// <summary>What it answers with to a request; null where <see cref="Says"/> is told whatever is asked.</summary>
    public Func<JsonElement, string>? Answers { get; set; }

    /// <summary>
    /// The only model it has, as Ollama; null where the name does not matter, as to llama.cpp's server.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>A status other than 200 to fail with.</summary>
    public int? Fails { get; set; }

    /// <summary>It takes requests and never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>It answers 200 with this in place of a completion.</summary>
    public string? Garbage { get; set; }

    public ConcurrentQueue<JsonElement> Requests { get; } = [];

    /// <summary>Where it listens, without the /v1 under which it answers.</summary>
    public string Host { get; private set; } = "";

    public string Url => $"{Host}/v1";

    public static async Task<FakeModel> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = builder.Build();
        var model = new FakeModel(server);
        server.MapPost("/v1/chat/completions", model.AnswerAsync);
        await server.StartAsync();
        model.Host = server.Urls.First();
        return model;
    }

    public async Task WaitForRequestsAsync(int count, CancellationToken ct)
    {
        while (true)
        {
            var next = _signal.Next;
            if (Requests.Count >= count)
                return;
            await next.WaitAsync(ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var request = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        Requests.Enqueue(request.RootElement.Clone());
        _signal.Raise();
        if (Hangs)
        {
            await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted));
            return;
        }
        if (Fails is { } status)
        {
            http.Response.StatusCode = status;
            return;
        }
        http.Response.ContentType = "application/json";
        var asked = request.RootElement.GetProperty("model").GetString();
        if (Name is not null && asked != Name)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync(
                JsonSerializer.Serialize(
                    new { error = new { message = $"model \"{asked}\" not found", type = "not_found_error" } }
                )
            );
            return;
        }
        await http.Response.WriteAsync(
            Garbage
                ?? JsonSerializer.Serialize(
                    new
                    {
                        id = "1",
                        @object = "chat.completion",
                        created = 1,
                        model = "small",
                        choices = new[]
                        {
                            new
                            {
                                index = 0,
                                finish_reason = "stop",
                                message = new
                                {
                                    role = "assistant",
                                    content = Answers?.Invoke(request.RootElement) ?? Says,
                                },
                            },
                        },
                        usage = new
                        {
                            prompt_tokens = 300,
                            completion_tokens = 100,
                            total_tokens = 400,
                        },
                    }
                )
        );
    }
}
