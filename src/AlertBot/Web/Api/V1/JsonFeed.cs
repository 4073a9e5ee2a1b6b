using System.Text.Json.Serialization;

namespace AlertBot.Web.Api.V1;

/// <summary>A feed in the form of jsonfeed.org/version/1.1 (read 2026-11).</summary>
/// <param name="Version">The address of the form.</param>
/// <param name="Title">What the feed is called.</param>
/// <param name="Items">Newest first.</param>
internal sealed record JsonFeed(string Version, string Title, IReadOnlyList<JsonFeedItem> Items);

/// <summary>An alert in a feed.</summary>
internal sealed record JsonFeedItem
{
    public required string Id { get; init; }
    public string? Url { get; init; }
    public required string Title { get; init; }

    [JsonPropertyName("content_html")]
    public required string ContentHtml { get; init; }

    [JsonPropertyName("date_published")]
    public required string DatePublished { get; init; }

    [JsonPropertyName("date_modified")]
    public required string DateModified { get; init; }
    public required string Language { get; init; }
    public required IReadOnlyList<JsonFeedAuthor> Authors { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
}

/// <summary>Whose report it is.</summary>
/// <param name="Name">The publisher.</param>
internal sealed record JsonFeedAuthor(string Name);
