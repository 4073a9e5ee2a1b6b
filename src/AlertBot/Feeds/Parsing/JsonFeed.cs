using System.Text.Json;
using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Dates;
using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Feeds.WebSub;

namespace AlertBot.Feeds.Parsing;

/// <summary>
/// Reads JSON Feed 1.0 and 1.1 (jsonfeed.org, read 2026-11), and the list of posts that WordPress gives by its REST
/// interface (developer.wordpress.org/rest-api/reference/posts, read 2026-11). Any field may be missing or of another
/// type.
/// </summary>
internal static partial class JsonFeed
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    /// <summary>
    /// Name of the dialect, title, entries, how many older ones were left out, and its hub. Throws
    /// <see cref="FeedFormatException"/> for JSON that is no feed.
    /// </summary>
    public static (string Dialect, string Title, IReadOnlyList<ParsedEntry> Entries, int LeftOut, HubLinks Hub) Parse(
        string text,
        int mostEntries
    )
    {
        using var document = Parse(text);
        var root = document.RootElement;
        var isPosts = root.ValueKind == JsonValueKind.Array;
        var items =
            isPosts ? root
            : root.ValueKind == JsonValueKind.Object ? Items(root)
            : null;
        if (items is not { ValueKind: JsonValueKind.Array } all || (isPosts && !all.EnumerateArray().All(IsPost)))
            throw new FeedFormatException("no feed: JSON without a list of items");
        var listed = all.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).ToList();
        var kept = NewestEntrySelector.Select(listed, item => Date(item).Published, mostEntries);
        return (
            isPosts ? "WordPress REST" : "JSON Feed",
            isPosts ? "" : PlainTextOf(Text(root, "title")),
            [.. kept.Select(item => isPosts ? Post(item) : Entry(item))],
            listed.Count - kept.Count,
            HubOffer.InJson(root)
        );
    }

    private static bool IsPost(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && Text(item, "title") is not null && Text(item, "link") is not null;

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
        var (published, words) = Date(item);
        return new ParsedEntry
        {
            Id = Text(item, "id"),
            Title = FeedFields.OneLine(PlainTextOf(Text(item, "title"))),
            Link = Text(item, "url") ?? Text(item, "external_url"),
            Published = published,
            DateWords = words,
            Summary = PlainTextOf(Text(item, "summary")),
            Body = Text(item, "content_html") is { } html ? PlainTextOf(html) : Text(item, "content_text") ?? "",
        };
    }

    /// <summary>
    /// Its guid is that of the site's RSS, so that a change from one to the other tells nothing twice.
    /// </summary>
    private static ParsedEntry Post(JsonElement item)
    {
        var (published, words) = Date(item);
        return new ParsedEntry
        {
            Id = Text(item, "guid") ?? Text(item, "id"),
            Title = FeedFields.OneLine(PlainTextOf(Text(item, "title"))),
            Link = Text(item, "link"),
            Published = published,
            DateWords = words,
            Summary = PlainTextOf(Text(item, "excerpt")),
            Body = PlainTextOf(Text(item, "content")),
        };
    }

    private static (DateTimeOffset? Published, string? Words) Date(JsonElement item)
    {
        var words = Text(item, "date_published") ?? Text(item, "date_gmt") ?? Text(item, "date");
        var modified = Text(item, "date_modified") ?? Text(item, "modified_gmt");
        return (FeedDate.Parse(words) ?? FeedDate.Parse(modified), words ?? modified);
    }

    private static string PlainTextOf(string? html) =>
        LegalText.Clean(PlainText.FromHtml(html is null ? null : Mojibake.Undo(html))).Trim();

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
                // WordPress' way to say that a text is HTML.
                : value.ValueKind == JsonValueKind.Object ? Text(value, "rendered")
                : value.ValueKind == JsonValueKind.String
                && LegalText.Clean(value.GetString()!).Trim() is { Length: > 0 } text
                    ? text
                : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
