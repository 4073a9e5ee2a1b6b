using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Tests.Support;

/// <summary>The Bot API's envelope: what a request holds, and how answers and refusals look.</summary>
internal static class TelegramAnswer
{
    /// <summary>Parameters from JSON, a form or the query, as Telegram takes them.</summary>
    public static async Task<JsonNode> ReadAsync(HttpContext http)
    {
        if (http.Request.HasFormContentType)
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return new JsonObject(
                form.Select(field => KeyValuePair.Create(field.Key, ValueOf(field.Value.ToString())))
            );
        }
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        return body.Length > 0
            ? JsonNode.Parse(body)!
            : new JsonObject(
                http.Request.Query.Select(field => KeyValuePair.Create(field.Key, ValueOf(field.Value.ToString())))
            );
    }

    public static Task OkAsync(HttpContext http, JsonNode? result) =>
        WriteAsync(http, 200, new JsonObject { ["ok"] = true, ["result"] = result });

    public static Task RefuseAsync(HttpContext http, int code, string description, JsonObject? parameters = null)
    {
        var answer = new JsonObject
        {
            ["ok"] = false,
            ["error_code"] = code,
            ["description"] = description,
        };
        if (parameters is not null)
            answer["parameters"] = parameters;
        return WriteAsync(http, code, answer);
    }

    private static JsonNode? ValueOf(string text) =>
        int.TryParse(text, out var number) ? number
        : text is ['{' or '[', ..] ? JsonNode.Parse(text)
        : text;

    private static Task WriteAsync(HttpContext http, int status, JsonNode answer)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }
}
