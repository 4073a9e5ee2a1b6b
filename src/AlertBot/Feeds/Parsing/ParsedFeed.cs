using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Feeds.WebSub;
using CodeHollow.FeedReader.Feeds;

namespace AlertBot.Feeds.Parsing;

/// <summary>A feed document as read, before its entries become ours: what <c>feeds check</c> tells about it.</summary>
internal sealed record ParsedFeed
{
    /// <summary>"RSS 2.0", "Atom", "JSON Feed".</summary>
    public required string Dialect { get; init; }

    /// <summary>Plain text; "" for none.</summary>
    public required string Title { get; init; }

    public required IReadOnlyList<ParsedEntry> Entries { get; init; }

    /// <summary>How many entries were left out, the oldest, because there were more than are read.</summary>
    public int LeftOut { get; init; }

    public required string Charset { get; init; }

    public required CharsetSource CharsetSource { get; init; }

    public FeedRepairs Repairs { get; init; }

    /// <summary>What it says of its hub and its own address.</summary>
    public HubLinks HubLinks { get; init; }

    /// <summary>What the library found in the channel: language, ttl, skipHours, sy. Null for JSON Feed.</summary>
    public BaseFeed? Channel { get; init; }
}

/// <summary>An entry as its document gives it; texts are plain.</summary>
internal sealed record ParsedEntry
{
    /// <summary>guid, atom:id, rdf:about or JSON's id; null where the feed gives none.</summary>
    public string? Id { get; init; }

    public required string Title { get; init; }

    /// <summary>As written, resolved against xml:base only; may be relative, may be no address at all.</summary>
    public string? Link { get; init; }

    public DateTimeOffset? Published { get; init; }

    /// <summary>The words the date was read from, or those that could not be read.</summary>
    public string? DateWords { get; init; }

    /// <summary>Whose report it is, where the feed gathers others' (RSS' and Atom's source).</summary>
    public string? Source { get; init; }

    /// <summary>Whether the document ended within it.</summary>
    public bool IsCut { get; init; }

    public string Summary { get; init; } = "";

    public string Body { get; init; } = "";
}
