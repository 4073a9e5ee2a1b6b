using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.Support;

/// <summary>One way in which a request to Discord can go wrong.</summary>
/// <param name="Accepts">Whether the message stands in the channel all the same.</param>
/// <param name="AnswerAsync">What is answered, if anything.</param>
internal sealed record DiscordFault(bool Accepts, Func<HttpContext, Task> AnswerAsync)
{
    /// <summary>
    /// The three scopes: user (this route of this bot), shared (this channel, by whoever), global (this bot).
    /// </summary>
    public static DiscordFault TooMany(double seconds, string scope = "user") => new(false, http =>
        {
            http.Response.Headers["X-RateLimit-Scope"] = scope;
            // Without it, clients take the answer for one of Cloudflare's.
            http.Response.Headers.Via = "1.1 google";
            if (scope == "global")
                http.Response.Headers["X-RateLimit-Global"] = "true";
            http.Response.Headers.RetryAfter = Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);
            return DiscordReply.WriteAsync(
                http,
                429,
                new JsonObject
                {
                    ["message"] = "You are being rate limited.",
                    ["retry_after"] = seconds,
                    ["global"] = scope == "global",
                }
            );
        });

    public static DiscordFault Refused(int status, int code, string message = "Refused") =>
        new(false, http => DiscordReply.RefuseAsync(http, status, code, message));

    public static DiscordFault Page(int status) => new(false, http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/html";
            return http.Response.WriteAsync("<html><body><h1>Cloudflare</h1></body></html>", http.RequestAborted);
        });

    public static DiscordFault Cut(bool accepts) => new(accepts, http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });

    /// <summary>The answer begins and breaks off in the middle.</summary>
    public static DiscordFault CutInAnswer() => new(true, async http =>
        {
            http.Response.ContentLength = 4096;
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("{\"id\":\"1", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
        });

    /// <summary>The message is taken in and no answer ever comes.</summary>
    public static DiscordFault Silence() =>
        new(true, http =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default)
        );
}

/// <summary>How Discord answers.</summary>
internal static class DiscordReply
{
    public static Task WriteAsync(HttpContext http, int status, JsonNode? body)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Date = DateTimeOffset
            .FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())
            .ToString("r", CultureInfo.InvariantCulture);
        if (body is null)
            return Task.CompletedTask;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted);
    }

    public static Task RefuseAsync(HttpContext http, int status, int code, string message, JsonObject? errors = null)
    {
        var body = new JsonObject { ["message"] = message, ["code"] = code };
        if (errors is not null)
            body["errors"] = errors;
        return WriteAsync(http, status, body);
    }

    /// <summary>50035 with the fault at this path (dots part it).</summary>
    public static Task InvalidAsync(HttpContext http, string path, string code, string message)
    {
        JsonObject tree = new()
        {
            ["_errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
        };
        foreach (var part in path.Split('.').Reverse())
            tree = new JsonObject { [part] = tree };
        return RefuseAsync(http, 400, 50035, "Invalid Form Body", tree);
    }

    /// <summary>JSON, or the JSON part of a form with files.</summary>
    public static async Task<(JsonNode? Body, IReadOnlyList<UploadedFile> Files)> ReadAsync(HttpContext http)
    {
        if (http.Request.HasFormContentType)
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var files = new List<UploadedFile>();
            foreach (var file in form.Files)
                files.Add(await UploadedFile.ReadAsync(file, http.RequestAborted));
            return (JsonNode.Parse(form["payload_json"].ToString()), files);
        }
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        return (text.Length > 0 ? JsonNode.Parse(text) : null, []);
    }
}
