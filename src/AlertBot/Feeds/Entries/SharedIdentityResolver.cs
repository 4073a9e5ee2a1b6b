namespace AlertBot.Feeds.Entries;

/// <summary>
/// Tells entries of one document apart that share an identity: some sites give one guid or one link to all they
/// publish, or none at all.
/// </summary>
internal static class SharedIdentityResolver
{
    /// <summary>
    /// The entries in their order, each under an identity of its own: the shared one and what it says. Those that say
    /// the very same under the same identity are one entry.
    /// </summary>
    public static IReadOnlyList<Entry> MakeDistinct(IReadOnlyList<Entry> entries)
    {
        var shared = entries
            .CountBy(e => e.Identity, StringComparer.Ordinal)
            .Where(same => same.Value > 1)
            .Select(same => same.Key)
            .ToHashSet(StringComparer.Ordinal);
        if (shared.Count == 0)
            return entries;
        var titles = entries
            .Where(e => shared.Contains(e.Identity))
            .CountBy(e => (e.Identity, e.Title))
            .ToDictionary(same => same.Key, same => same.Value);
        return
        [
            .. entries
                .Select(e =>
                    shared.Contains(e.Identity)
                        ? e with
                        {
                            Identity = EntryIdentity.Apart(
                                e.Identity,
                                // The title alone where it is enough: it changes less often than a text.
                                titles[(e.Identity, e.Title)] == 1
                                    ? e.Title
                                    : Said(e)
                            ),
                        }
                        : e
                )
                .DistinctBy(e => e.Identity, StringComparer.Ordinal),
        ];
    }

    /// <summary>All an entry says, with the page it links to.</summary>
    public static string Said(Entry entry)
    {
        var page = entry.Link is { } link ? EntryIdentity.OfLink(link) : "";
        return $"{entry.Title}\n{entry.Summary}\n{entry.ListedBody ?? entry.Body}\n{page}";
    }
}
