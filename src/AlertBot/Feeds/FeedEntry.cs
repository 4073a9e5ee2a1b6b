namespace AlertBot.Feeds;

/// <summary>Makes an <see cref="Entry"/> of what a document says.</summary>
internal static class FeedEntry
{
    /// <summary>
    /// Null for one that says nothing (no title, no text) and for one cut short: without its guid it would come back as
    /// another.
    /// </summary>
    public static Entry? Of(ParsedEntry parsed, Feed feed)
    {
        var (title, summary) = (parsed.Title, parsed.Summary);
        var body = parsed.Body == summary ? "" : parsed.Body;
        if (parsed.IsCut || (title.Length == 0 && summary.Length == 0 && body.Length == 0))
            return null;
        var link = Absolute(parsed.Link, feed.Url);
        return new Entry
        {
            Identity = EntryIdentity.Of(parsed.Id, link, title, parsed.Published),
            Title = title,
            Summary = summary,
            Body = body,
            Boilerplate = Boilerplate.Find(title, summary, body),
            Language = LanguageDetection.Of($"{title}\n{summary}\n{body}", feed.Language),
            Link = link,
            Published = parsed.Published,
        };
    }

    private static Uri? Absolute(string? link, Uri above) =>
        !string.IsNullOrWhiteSpace(link)
        && Uri.TryCreate(above, link.Trim(), out var uri)
        && (uri.Scheme is "http" or "https")
            ? uri
            : null;
}
