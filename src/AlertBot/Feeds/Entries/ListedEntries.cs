using AlertBot.Storage;

namespace AlertBot.Feeds.Entries;

/// <summary>What a document brought that rules have not read yet.</summary>
/// <param name="Added">Entries not seen before.</param>
/// <param name="Edited">Entries that were edited before they told anything.</param>
/// <param name="Changed">All that were edited, whether or not rules read them again.</param>
internal sealed record Recorded(
    IReadOnlyList<StoredEntry> Added,
    IReadOnlyList<StoredEntry> Edited,
    IReadOnlyList<StoredEntry> Changed
);

/// <summary>The entries a document lists, and what the store was asked of them.</summary>
/// <param name="Feed">Their feed.</param>
/// <param name="Entries">None of them dated ahead.</param>
/// <param name="ByIdentity">Those the store has under one of their identities.</param>
/// <param name="Unread">Identities of those that were not in the store a moment ago.</param>
/// <param name="Alike">Those the store has that could be one of the unread; null where there are none.</param>
internal sealed record ListedEntries(
    Feed Feed,
    IReadOnlyList<Entry> Entries,
    Answer<KnownEntry> ByIdentity,
    IReadOnlySet<string> Unread,
    Answer<KnownEntry>? Alike
);
