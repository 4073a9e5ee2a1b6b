using System.Text.Json;
using System.Text.RegularExpressions;

namespace AlertBot.Feeds;

/// <summary>
/// Reads JSON Feed 1.0 and 1.1 (jsonfeed.org, read 2026-11). Any field may be missing or of another type.
/// </summary>
internal static partial class JsonFeed
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    /// <summary>Title and entries. Throws <see cref="FeedFormatException"/> for what is no JSON Feed.</summary>
    public static (string Title, IReadOnlyList<ParsedEntry> Entries) Read(string text, int mostEntries)
    {
        using var document = Parse(text);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Items(root) is not { ValueKind: JsonValueKind.Array } items)
            throw new FeedFormatException("no feed: JSON without a list of items");
        var entries = items
            .EnumerateArray()
            .Where(i => i.ValueKind == JsonValueKind.Object)
            .Take(mostEntries)
            .Select(Entry)
            .ToList();
        return (Plain(Text(root, "title")), entries);
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(HalfOfPair().Replace(text, @"\ufffd"), Lenient);
        }
        catch (JsonException e)
        {
            throw new FeedFormatException($"no feed: not readable as JSON: {e.Message}");
        }
    }

    /// <summary>
    /// Half of a surrogate pair, escaped, as writers leave it that cut a text by its length: one in a headline must not
    /// cost the whole feed.
    /// </summary>
    [GeneratedRegex(
        @"(?<=(?<!\\)(?:\\\\)*)\\u(?:d[89ab][0-9a-f]{2}(?!\\ud[c-f][0-9a-f]{2})|"
            + @"(?<!\\ud[89ab][0-9a-f]{2}\\u)d[c-f][0-9a-f]{2})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex HalfOfPair();

    private static JsonElement? Items(JsonElement root)
    {
        try
        {
            return root.TryGetProperty("items", out var items) ? items : null;
        }
        catch (InvalidOperationException)
        {
            throw new FeedFormatException("no feed: JSON with a name that is no Unicode");
        }
    }

    private static ParsedEntry Entry(JsonElement item)
    {
        var words = Text(item, "date_published");
        var (published, modified) = (FeedDate.Parse(words), Text(item, "date_modified"));
        return new ParsedEntry
        {
            Id = Text(item, "id"),
            Title = Plain(Text(item, "title")),
            Link = Text(item, "url") ?? Text(item, "external_url"),
            Published = published ?? FeedDate.Parse(modified),
            DateWords = words ?? modified,
            Summary = Plain(Text(item, "summary")),
            Body = Text(item, "content_html") is { } html ? Plain(html) : Text(item, "content_text") ?? "",
        };
    }

    private static string Plain(string? html) => LegalText.Of(PlainText.Of(html)).Trim();

    /// <summary>
    /// Numbers count as text: version 1.0 said nothing of the type of an id. Null for what is not there, of another
    /// type, or half a surrogate pair, which .NET refuses to read, in names as well.
    /// </summary>
    private static string? Text(JsonElement element, string name)
    {
        try
        {
            return !element.TryGetProperty(name, out var value) ? null
                : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
                : value.ValueKind == JsonValueKind.String
                && LegalText.Of(value.GetString()!).Trim() is { Length: > 0 } text
                    ? text
                : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
