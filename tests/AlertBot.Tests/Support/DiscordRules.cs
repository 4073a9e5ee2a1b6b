using System.Text.Json.Nodes;

namespace AlertBot.Tests.Support;

/// <summary>
/// What Discord's documentation limits and its OpenAPI description does not (Create Message, Embed Limits, read
/// 2026-11-23).
/// </summary>
internal static class DiscordRules
{
    /// <summary>Path and words of the first fault of a message; null when there is none.</summary>
    public static (string Path, string Code, string Words)? Fault(JsonNode message)
    {
        if ($"{message["content"]}".Length > 2000)
            return ("content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length.");
        var embeds = (message["embeds"] as JsonArray ?? []).Select(e => e!.AsObject()).ToList();
        if (embeds.Sum(Size) > 6000)
            return ("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
        foreach (var (embed, i) in embeds.Select((e, i) => (e, i)))
        {
            var wrong = ((string, int)[])[("title", 256), ("description", 4096)];
            if (wrong.FirstOrDefault(w => $"{embed[w.Item1]}".Length > w.Item2) is { Item1: { } field })
                return ($"embeds.{i}.{field}", "BASE_TYPE_MAX_LENGTH", "Too long.");
            if (
                embed["url"] is { } url
                && !(Uri.TryCreate($"{url}", UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            )
                return ($"embeds.{i}.url", "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https').");
            if (
                embed["url"] is { } named
                && Uri.TryCreate($"{named}", UriKind.Absolute, out var web)
                && !web.Host.Contains('.', StringComparison.Ordinal)
            )
                return ($"embeds.{i}.url", "URL_TYPE_INVALID_URL", "Not a well formed URL.");
            if (
                (embed["fields"] as JsonArray ?? []).Any(f =>
                    $"{f!["name"]}".Length is 0 or > 256 || $"{f["value"]}".Length is 0 or > 1024
                )
            )
                return ($"embeds.{i}.fields", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 1024 in length.");
        }
        var rows = message["components"] as JsonArray ?? [];
        if (rows.Count > 5 || rows.Any(row => row!["components"]!.AsArray().Count is 0 or > 5))
            return ("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
        var ids = rows.SelectMany(row => row!["components"]!.AsArray()).Select(c => $"{c!["custom_id"]}").ToList();
        if (ids.Distinct().Count() != ids.Count)
            return ("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
        return null;
    }

    /// <summary>
    /// Path and words of the first fault of the files of a message: ten at most, of 10 MiB each, named as the message
    /// names them, and what an embed shows of them is there (Uploading Files, read 2026-11-30).
    /// </summary>
    public static (string Path, string Code, string Words)? FaultOf(IReadOnlyList<UploadedFile> files, JsonNode message)
    {
        var named = (message["attachments"] as JsonArray ?? []).Select(a => $"{a!["filename"]}").ToList();
        if (files.Count > 10 || files.Any(file => file.Bytes.Length > 10 << 20))
            return ("files", "BASE_TYPE_MAX_LENGTH", "Request entity too large");
        if (!named.SequenceEqual(files.Select(file => file.Name)))
            return ("attachments", "ATTACHMENT_NOT_FOUND", "Referenced attachment not found.");
        var shown = (message["embeds"] as JsonArray ?? [])
            .Select(embed => $"{embed!["image"]?["url"]}")
            .Where(url => url.StartsWith("attachment://", StringComparison.Ordinal))
            .Select(url => url["attachment://".Length..]);
        return shown.Any(name =>
            !named.Contains(name) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        )
            ? ("embeds.0.image.url", "ATTACHMENT_NOT_FOUND", "Referenced attachment not found.")
            : null;
    }

    /// <summary>50006: there is nothing to see.</summary>
    public static bool IsEmpty(JsonNode message) =>
        $"{message["content"]}".Trim().Length == 0 && message["embeds"] is not JsonArray { Count: > 0 };

    private static int Size(JsonObject embed) =>
        $"{embed["title"]}".Length
        + $"{embed["description"]}".Length
        + $"{embed["footer"]?["text"]}".Length
        + (embed["fields"] as JsonArray ?? []).Sum(f => $"{f!["name"]}".Length + $"{f["value"]}".Length);
}
