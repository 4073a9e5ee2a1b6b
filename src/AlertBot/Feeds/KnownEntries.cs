namespace AlertBot.Feeds;

/// <summary>
/// Tells which listed entries are old acquaintances. Identities change: a site moves from http to https, a system
/// numbers its entries anew, a server writes a session into every link. What is then told again as news is the
/// commonest fault of feed readers.
/// </summary>
/// <param name="known">Entries of the feed that could be meant.</param>
/// <param name="listed">Identities the document lists.</param>
internal sealed class KnownEntries(IReadOnlyList<KnownEntry> known, IReadOnlySet<string> listed)
{
    private readonly Dictionary<string, KnownEntry> _byIdentity = known
        .DistinctBy(k => k.Identity)
        .ToDictionary(k => k.Identity, StringComparer.Ordinal);
    private readonly ILookup<long?, KnownEntry> _byLink = known
        .Where(k => k.LinkKey is not null)
        .ToLookup(k => k.LinkKey);
    private readonly ILookup<long?, KnownEntry> _byTitle = known
        .Where(k => k.TitleKey is not null)
        .ToLookup(k => k.TitleKey);
    private readonly HashSet<long> _taken = [];

    /// <summary>
    /// The entry of that identity, unless it is another one under the same guid: other title, other page, later date.
    /// </summary>
    public KnownEntry? ByIdentity(Entry entry, EntryKeys keys) =>
        _byIdentity.TryGetValue(entry.Identity, out var same) && !IsReused(same, entry, keys) && _taken.Add(same.Id)
            ? same
            : null;

    public bool Bears(string identity) => _byIdentity.ContainsKey(identity);

    /// <summary>
    /// One with the same page and the same title or date, or with the same title and date. While the document still
    /// lists it under its old identity, two of different dates are two: bulletins share a title, and pages without
    /// addresses of their own a link.
    /// </summary>
    public KnownEntry? UnderAnotherIdentity(Entry entry, EntryKeys keys)
    {
        var same = (
            keys.Link is null
                ? []
                : _byLink[keys.Link]
                    .Where(k => k.TitleKey == keys.Title || (k.Published is not null && k.Published == entry.Published))
        )
            .Concat(_byTitle[keys.Title].Where(k => IsSameMoment(k, entry)))
            .FirstOrDefault(k =>
                !_taken.Contains(k.Id) && (!listed.Contains(k.Identity) || k.Published == entry.Published)
            );
        if (same is not null)
            _taken.Add(same.Id);
        return same;
    }

    /// <summary>Some feeds give every entry the same guid, one after the other.</summary>
    private static bool IsReused(KnownEntry same, Entry entry, EntryKeys keys) =>
        same.TitleKey is { } title
        && title != keys.Title
        && same.LinkKey is { } link
        && link != keys.Link
        && entry.Published > same.Published;

    /// <summary>
    /// Without guid and link an entry's identity holds its date; then a republished one is known by its title alone.
    /// </summary>
    private static bool IsSameMoment(KnownEntry known, Entry entry) =>
        known.Published == entry.Published
        || (entry.Link is null && entry.Identity.StartsWith("hash:", StringComparison.Ordinal));
}
