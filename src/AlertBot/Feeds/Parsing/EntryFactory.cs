using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Parsing;

/// <summary>Makes an <see cref="Entry"/> of what a document says, all but its boilerplate.</summary>
internal static class EntryFactory
{
    /// <summary>
    /// Null for one that says nothing (no title, no text) and for one cut short: without its guid it would come back as
    /// another.
    /// </summary>
    /// <param name="parsed">As the document has it.</param>
    /// <param name="feed">The feed, at the address where the document was found.</param>
    /// <param name="names">What the outlet is called, as <see cref="OutletName.NamesOf"/> gives it.</param>
    public static Entry? Create(ParsedEntry parsed, Feed feed, IReadOnlyCollection<string> names)
    {
        CpuBudget.Check();
        var said = parsed.Title.Length > 0 ? parsed.Title : $"{parsed.Summary}\n{parsed.Body}".Trim();
        if (parsed.IsCut || said.Length == 0)
            return null;
        if (parsed.Source is { } source)
            names = [.. names, OutletName.Letters(source)];
        var (summary, body) = (
            EntryText.Clean(ParsingLimits.Beginning(parsed.Summary)),
            EntryText.Clean(ParsingLimits.Beginning(parsed.Body))
        );
        var written = Headline.Choose(parsed.Title, summary, body);
        var title = OutletName.Without(written, names);
        summary = EntryText.WithoutHeadline(summary, title, written, names);
        body = EntryText.WithoutHeadline(body, title, written, names);
        if (body == summary)
            body = "";
        var link = Absolute(parsed.Link, feed.Url);
        return new Entry
        {
            Identity = EntryIdentity.Compute(parsed.Id, link, said, parsed.Published),
            Title = title,
            Summary = summary,
            Body = body,
            Language = LanguageDetection.Detect($"{title}\n{summary}\n{body}", feed.Language),
            Link = link,
            Published = parsed.Published,
        };
    }

    private static Uri? Absolute(string? link, Uri above) =>
        !string.IsNullOrWhiteSpace(link)
        && Uri.TryCreate(above, WithScheme(link.Trim(), above), out var uri)
        && (uri.Scheme is "http" or "https")
            ? uri
            : null;

    /// <summary>"www.desk.example/1", or the feed's own host, begins an address whose scheme was forgotten.</summary>
    private static string WithScheme(string link, Uri above)
    {
        var host = link.AsSpan(
            0,
            link.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? slash : link.Length
        );
        return
            host.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || host.Equals(above.Host, StringComparison.OrdinalIgnoreCase)
            || (
                above.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
                && host.Equals(above.Host.AsSpan(4), StringComparison.OrdinalIgnoreCase)
            )
            ? $"{above.Scheme}://{link}"
            : link;
    }
}
