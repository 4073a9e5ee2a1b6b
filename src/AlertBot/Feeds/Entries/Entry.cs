using AlertBot.Localization;

namespace AlertBot.Feeds.Entries;

/// <summary>The parts of an entry that rules read.</summary>
internal enum Field
{
    Title,
    Summary,
    Body,
}

/// <summary>A stretch of an entry's field. Start and length count UTF-16 units of the field as plain text.</summary>
internal readonly record struct Span(Field Field, int Start, int Length);

/// <summary>One entry of a feed, its fields as plain text.</summary>
internal sealed record Entry
{
    /// <summary>
    /// What makes it the same entry at the next poll: guid, else canonical link, else a hash of title and date.
    /// </summary>
    public required string Identity { get; init; }

    public required string Title { get; init; }

    public string Summary { get; init; } = "";

    public string Body { get; init; } = "";

    /// <summary>
    /// What the feed itself gave as body, where the article's text stands in its place: an edit is known by it.
    /// </summary>
    public string? ListedBody { get; init; }

    /// <summary>
    /// What the site adds to every page ("Read more", "More on: Libya, oil"): neither matched nor summarised.
    /// </summary>
    public IReadOnlyList<Span> Boilerplate { get; init; } = [];

    public required Language Language { get; init; }

    public Uri? Link { get; init; }

    public DateTimeOffset? Published { get; init; }

    /// <summary>
    /// Of an entry without a date, one it is no older than, by the order of its document; null for none.
    /// </summary>
    public DateTimeOffset? NotBefore { get; init; }

    public string this[Field field] =>
        field switch
        {
            Field.Title => Title,
            Field.Summary => Summary,
            _ => Body,
        };
}
