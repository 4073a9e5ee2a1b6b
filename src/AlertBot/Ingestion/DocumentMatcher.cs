using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Runtime;
using AlertBot.Search;

namespace AlertBot.Ingestion;

/// <summary>
/// Matches the entries of one document and works out their words for the search, each entry once and all within one
/// budget. What is read before the document's transaction keeps nobody waiting for it.
/// </summary>
/// <param name="rules">The operator's.</param>
/// <param name="follows">Those of words that chats follow.</param>
/// <param name="hide">Hides of an entry what is not to be matched.</param>
/// <param name="budget">Processor time.</param>
internal sealed class DocumentMatcher(RuleSet rules, RuleSet follows, Func<Entry, Entry> hide, TimeSpan budget)
{
    private readonly Dictionary<Text, (Entry Shown, IReadOnlyList<Match> Own, IReadOnlyList<Match> Others)> _matched =
    [];
    private readonly Dictionary<Text, IReadOnlyCollection<string>> _words = [];
    private TimeSpan _left = budget;

    /// <summary>Reads entries that were not read yet; false where the budget does not suffice.</summary>
    /// <param name="toMatch">Those to be matched.</param>
    /// <param name="toIndex">Those whose words are wanted.</param>
    /// <param name="ct">Cancels.</param>
    public bool TryRead(IEnumerable<Entry> toMatch, IEnumerable<Entry> toIndex, CancellationToken ct)
    {
        var unmatched = toMatch.Where(entry => !_matched.ContainsKey(Text.Of(entry))).ToList();
        var unindexed = toIndex.Where(entry => !_words.ContainsKey(Text.Of(entry))).ToList();
        if (unmatched.Count + unindexed.Count == 0)
            return true;
        var isRead = CpuBudget.TryRun(
            _left,
            () =>
            {
                unmatched.ForEach(entry => Match(entry, ct));
                unindexed.ForEach(entry => _words.TryAdd(Text.Of(entry), WordKeys.OfEntry(entry)));
                return true;
            },
            out _,
            out var spent
        );
        _left -= spent;
        return isRead;
    }

    /// <summary>What a stored entry that was read meets.</summary>
    public MatchedEntry MatchOf(StoredEntry stored)
    {
        var (shown, own, others) = _matched[Text.Of(stored.Entry)];
        return new MatchedEntry(stored with { Entry = stored.Entry with { Boilerplate = shown.Boilerplate } }, own)
        {
            Follows = others,
        };
    }

    /// <summary>The words of a stored entry that was read.</summary>
    public IndexedEntry WordsOf(StoredEntry stored) => new(stored.Id, _words[Text.Of(stored.Entry)]);

    private void Match(Entry entry, CancellationToken ct)
    {
        var shown = hide(entry);
        var (own, others) = rules.MatchWith(follows, shown, ct);
        // Of two that say the very same, one will do.
        _matched.TryAdd(Text.Of(entry), (shown, own, others));
    }

    /// <summary>All that rules and search read of an entry: its identity in the store may become another.</summary>
    private readonly record struct Text(
        string Title,
        string Summary,
        string Body,
        Language Language,
        DateTimeOffset? Published
    )
    {
        public static Text Of(Entry entry) =>
            new(entry.Title, entry.Summary, entry.Body, entry.Language, entry.Published);

        /// <summary>Of the title alone: a body is long, and each is looked up six times.</summary>
        public override int GetHashCode() => HashCode.Combine(Title, Published);
    }
}
