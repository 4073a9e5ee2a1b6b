using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AlertBot.Channels.Discord.Api;

/// <summary>Reads answers of the HTTP API, those that are none of Discord's included.</summary>
internal static class DiscordResponseReader
{
    private const int MostWords = 300;

    /// <summary>Cloudflare's ban of an address lasts about so long when it does not say.</summary>
    private static readonly TimeSpan Ban = TimeSpan.FromMinutes(10);

    /// <summary>Undefined for a body that is no JSON.</summary>
    public static async Task<JsonElement> BodyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(ct);
        if (bytes.Length == 0)
            return default;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    public static DiscordResponse Parse(HttpResponseMessage response, JsonElement body)
    {
        var status = (int)response.StatusCode;
        var isObject = body.ValueKind == JsonValueKind.Object;
        if (response.IsSuccessStatusCode)
            return new DiscordResponse.Fine(body);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return TooMany(response, body, isObject);
        // 403 with a page instead of JSON is Cloudflare's, not Discord's.
        if (response.StatusCode == HttpStatusCode.Forbidden && !isObject)
            return new DiscordResponse.TooMany(
                RetryAfter(response) ?? Ban,
                "this address is banned by Discord's front",
                WholeBot: true
            );
        var code =
            isObject
            && body.TryGetProperty("code", out var given)
            && given.ValueKind == JsonValueKind.Number
            && given.TryGetInt32(out var number)
                ? number
                : 0;
        var words = isObject && body.TryGetProperty("message", out var message) ? $"{message}" : $"HTTP {status}";
        var errors = isObject && body.TryGetProperty("errors", out var tree) ? Leaves(tree, "") : [];
        var why = string.Join("; ", errors.Prepend(words));
        return new DiscordResponse.Refused(
            status,
            code,
            $"{code}: {(why.Length > MostWords ? why[..MostWords] : why)}"
        );
    }

    /// <summary>Whether it counts toward the ban (Rate Limits, Invalid Request Limit, read 2026-11-23).</summary>
    public static bool IsInvalid(HttpResponseMessage response) =>
        response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => true,
            HttpStatusCode.TooManyRequests => Header(response, "X-RateLimit-Scope") != "shared",
            _ => false,
        };

    private static DiscordResponse.TooMany TooMany(HttpResponseMessage response, JsonElement body, bool isObject)
    {
        if (!isObject && Header(response, "X-RateLimit-Scope") is null)
            return new DiscordResponse.TooMany(
                RetryAfter(response) ?? Ban,
                "this address is banned by Discord's front",
                WholeBot: true
            );
        var stated =
            isObject && body.TryGetProperty("retry_after", out var seconds) && seconds.TryGetDouble(out var value)
                ? TimeSpan.FromSeconds(value)
                : RetryAfter(response);
        var isGlobal =
            Header(response, "X-RateLimit-Scope") == "global"
            || Header(response, "X-RateLimit-Global") is not null
            || (isObject && body.TryGetProperty("global", out var global) && global.ValueKind == JsonValueKind.True);
        return new DiscordResponse.TooMany(
            stated ?? TimeSpan.FromSeconds(10),
            isGlobal
                ? "the limit of the whole bot"
                : $"the limit of this channel ({Header(response, "X-RateLimit-Scope") ?? "user"})",
            isGlobal
        );
    }

    /// <summary>The tree's leaves are lists named _errors; the way to one is the field at fault.</summary>
    private static IEnumerable<string> Leaves(JsonElement tree, string path)
    {
        if (tree.ValueKind != JsonValueKind.Object)
            return [];
        return tree.EnumerateObject()
            .SelectMany(child =>
                child.Name == "_errors"
                    ? child
                        .Value.EnumerateArray()
                        .Select(e => $"{path}: {(e.TryGetProperty("message", out var words) ? words : e)}")
                    : Leaves(child.Value, path.Length == 0 ? child.Name : $"{path}.{child.Name}")
            );
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        double.TryParse(
            Header(response, "Retry-After"),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var seconds
        )
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
