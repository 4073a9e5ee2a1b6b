using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.Support;

/// <summary>One way in which a send can go wrong.</summary>
/// <param name="Accepts">Whether the message stands in the chat all the same.</param>
/// <param name="AnswerAsync">What is answered, if anything.</param>
internal sealed record TelegramFault(bool Accepts, Func<HttpContext, Task> AnswerAsync)
{
    public static TelegramFault TooMany(int seconds) =>
        Refusal(429, $"Too Many Requests: retry after {seconds}", new JsonObject { ["retry_after"] = seconds });

    public static TelegramFault Refused(int code, string description) => Refusal(code, description, null);

    public static TelegramFault MovedTo(long chat) =>
        Refusal(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            new JsonObject { ["migrate_to_chat_id"] = chat }
        );

    public static TelegramFault ServerError(int status) => new(false, async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync("<html><body><h1>Bad Gateway</h1></body></html>", http.RequestAborted);
        });

    /// <summary>The connection is cut; with <paramref name="accepts"/> after the message was taken in.</summary>
    public static TelegramFault Cut(bool accepts) => new(accepts, http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });

    /// <summary>The message is taken in and the answer takes its time.</summary>
    public static TelegramFault Slow(TimeSpan time) => new(true, async http =>
        {
            await Task.Delay(time, TimeProvider.System, http.RequestAborted);
            await TelegramAnswer.OkAsync(
                http,
                new JsonObject
                {
                    ["message_id"] = 1,
                    ["date"] = 1_600_000_000,
                    ["chat"] = new JsonObject { ["id"] = 1, ["type"] = "private" },
                    ["text"] = "?",
                }
            );
        });

    /// <summary>The message is taken in and no answer ever comes.</summary>
    public static TelegramFault Silence() =>
        new(true, http =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default)
        );

    private static TelegramFault Refusal(int code, string description, JsonObject? parameters) =>
        new(false, http => TelegramAnswer.RefuseAsync(http, code, description, (JsonObject?)parameters?.DeepClone()));
}
