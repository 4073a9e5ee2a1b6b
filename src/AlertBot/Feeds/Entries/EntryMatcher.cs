using AlertBot.Feeds.Parsing.Text;

namespace AlertBot.Feeds.Entries;

/// <summary>
/// Tells which listed entries are old acquaintances. Identities change: a site moves from http to https, a system
/// numbers its entries anew, a server writes a session into every link. What is then told again as news is the
/// commonest fault of feed readers; what passes for an edit though it is another report, the worst.
/// </summary>
/// <param name="known">Entries of the feed that could be meant.</param>
/// <param name="listed">Identities the document lists.</param>
internal sealed class EntryMatcher(IReadOnlyList<KnownEntry> known, IReadOnlySet<string> listed)
{
    /// <summary>
    /// Two texts that share less are two reports. Edits of headlines measured in real feeds keep half of the words and
    /// more.
    /// </summary>
    private const double LeastOverlap = 1.0 / 3;

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

    /// <summary>The entry of that identity that says the very same.</summary>
    public KnownEntry? Unchanged(Entry entry, EntryKeys keys) =>
        _byIdentity.TryGetValue(entry.Identity, out var same) && same.TextKey == keys.Text && _taken.Add(same.Id)
            ? same
            : null;

    /// <summary>
    /// One that says the very same and was told apart from others by it: which of several entries bears the bare
    /// identity depends on which of them a document lists.
    /// </summary>
    public KnownEntry? FindByContent(Entry entry, EntryKeys keys)
    {
        var shared = EntryIdentity.Shared(entry.Identity);
        var same = _byTitle[keys.Title]
            .FirstOrDefault(k =>
                k.TextKey == keys.Text && EntryIdentity.Shared(k.Identity) == shared && !_taken.Contains(k.Id)
            );
        if (same is not null)
            _taken.Add(same.Id);
        return same;
    }

    /// <summary>The entry of that identity, unless it is another report under the same guid or link.</summary>
    public KnownEntry? ByIdentity(Entry entry, EntryKeys keys) =>
        _byIdentity.TryGetValue(entry.Identity, out var same) && !IsReused(same, entry, keys) && _taken.Add(same.Id)
            ? same
            : null;

    public bool Bears(string identity) => _byIdentity.ContainsKey(identity);

    public KnownEntry Bearer(string identity) => _byIdentity[identity];

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
                : _byLink[keys.Link].Where(k => k.TitleKey == keys.Title || IsSameMoment(k.Published, entry.Published))
        )
            .Concat(_byTitle[keys.Title].Where(k => IsRepublished(k, entry)))
            .FirstOrDefault(k =>
                !_taken.Contains(k.Id)
                && (!listed.Contains(k.Identity) || k.Published == entry.Published)
                && !IsAnother(k, entry, keys)
            );
        if (same is not null)
            _taken.Add(same.Id);
        return same;
    }

    /// <summary>
    /// Some feeds give every entry the same guid, or link each to the same page, one after the other: a later date and
    /// other words show it. A document of a single entry is such a place by its nature, so there another title is
    /// enough.
    /// </summary>
    private bool IsReused(KnownEntry same, Entry entry, EntryKeys keys)
    {
        if (same.TitleKey is null || same.TextKey == keys.Text)
            return false;
        var isLater = entry.Published > same.Published;
        var isDatedAlike = entry.Published is not null && same.Published is not null && !isLater;
        if (isDatedAlike && (entry.Published < same.Published || HasTime(entry.Published)))
            return false;
        if (keys.Title != same.TitleKey && isLater && (listed.Count == 1 || keys.Link != same.LinkKey))
            return true;
        // Of one guid and title a text may change altogether, as live reports do.
        return IsAnother(same, entry, keys) && (keys.Title != same.TitleKey || IsOfLink(entry));
    }

    private static bool IsOfLink(Entry entry) =>
        entry.Link is null || EntryIdentity.Shared(entry.Identity) == EntryIdentity.OfLink(entry.Link);

    /// <summary>Whether the two share so few words that one cannot be an edit of the other.</summary>
    private static bool IsAnother(KnownEntry known, Entry entry, EntryKeys keys)
    {
        var lead = WordOverlap.Measure(known.Lead, entry.Summary.Length > 0 ? entry.Summary : entry.Body);
        return keys.Title == known.TitleKey
            ? lead < LeastOverlap
            : WordOverlap.Measure(known.Title, entry.Title) is null or < LeastOverlap && lead is null or < LeastOverlap;
    }

    /// <summary>A date without a time of day is that of many.</summary>
    private static bool IsSameMoment(DateTimeOffset? one, DateTimeOffset? other) => one is not null && one == other;

    private static bool HasTime(DateTimeOffset? moment) => moment?.UtcDateTime.TimeOfDay > TimeSpan.Zero;

    /// <summary>
    /// Without guid and link an entry's identity holds its date; then a republished one is known by its title alone.
    /// </summary>
    private static bool IsRepublished(KnownEntry known, Entry entry) =>
        known.Published == entry.Published
        || (entry.Link is null && entry.Identity.StartsWith("hash:", StringComparison.Ordinal));
}

/// <summary>
/// Keeps old entries from being told as news: when a feed is seen for the first time, and when one brings up its
/// archive later. What was published before the window is recorded, not sent. At first sight so is what carries no
/// date, unless the document's order shows it to be young: it would flood with all it has.
/// </summary>
internal sealed class BackfillFilter(IOptions<FeedsOptions> options)
{
    /// <summary>
    /// Reports are often published days after the date they bear, so a feed that is known may date an entry back this
    /// far. It counts from the last good poll: what a feed published while it was down for a month is news.
    /// </summary>
    private static readonly TimeSpan DatedBack = TimeSpan.FromDays(7);

    public bool IsNews(StoredEntry stored)
    {
        if (!stored.Feed.Seen)
            return (stored.Entry.Published ?? stored.Entry.NotBefore)
                >= stored.FirstSeen - options.Value.FirstPollWindow;
        return stored.Entry.Published is not { } published
            || published >= (stored.Feed.LastGood ?? stored.FirstSeen) - DatedBack;
    }
}
