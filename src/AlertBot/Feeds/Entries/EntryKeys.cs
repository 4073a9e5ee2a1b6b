namespace AlertBot.Feeds.Entries;

/// <summary>What an entry can be known by when its identity has changed.</summary>
/// <param name="Link">Of the page it links to; null without one.</param>
/// <param name="Title">Of its title.</param>
/// <param name="Text">Of all it says; another one means it was edited.</param>
internal readonly record struct EntryKeys(long? Link, long Title, long Text)
{
    public static EntryKeys From(Entry entry) =>
        new(
            entry.Link is null ? null : EntryIdentity.Key(EntryIdentity.Page(entry.Link)),
            EntryIdentity.Key(entry.Title.Trim()),
            EntryIdentity.Key(entry.Title, entry.Summary, entry.ListedBody ?? entry.Body)
        );
}

/// <summary>What the store remembers of an entry, for telling it from others.</summary>
internal sealed class KnownEntry
{
    /// <summary>Of its text the beginning, which is enough to tell an edit from another report.</summary>
    public const string Columns =
        "id, identity, first_seen, published, link_key, title_key, text_key, story_id, title, "
        + "substr(CASE WHEN summary = '' THEN body ELSE summary END, 1, 400) AS lead";

    public long Id { get; init; }
    public required string Identity { get; init; }
    public DateTimeOffset FirstSeen { get; init; }
    public DateTimeOffset? Published { get; init; }
    public long? LinkKey { get; init; }
    public long? TitleKey { get; init; }
    public long? TextKey { get; init; }
    public long? StoryId { get; init; }
    public string Title { get; init; } = "";
    public string Lead { get; init; } = "";
}
