using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Subscriptions;

namespace AlertBot.Alerts;

/// <summary>One change of a story, and by which of its reports each chat is told.</summary>
internal sealed class StoryTelling
{
    private readonly StoryReports _reports;
    private readonly StoreTransaction _tx;
    private readonly IReadOnlyList<Report> _all;
    private readonly Dictionary<long, MatchedEntry?> _read = [];
    private readonly Dictionary<(long Entry, int Longest), string> _summaries = [];

    private StoryTelling(StoryReports reports, StoreTransaction tx, StoryChange change, IReadOnlyList<Report> others)
    {
        (_reports, _tx, Change) = (reports, tx, change);
        var id = change.Entry.Stored.Id;
        // Of one document several may be in the store already, before and after this one.
        _all =
            change.Entry.Matches.Count == 0
                ? others
                :
                [
                    .. others
                        .Append(new Report(id, change.Entry.Stored.Entry.Language, [.. change.Entry.RuleIds]))
                        .OrderBy(report => report.EntryId),
                ];
        _read[id] = change.Entry.Matches.Count == 0 ? null : change.Entry;
    }

    public StoryChange Change { get; }

    public static async Task<StoryTelling> OfAsync(
        StoryReports reports,
        StoreTransaction tx,
        StoryChange change,
        CancellationToken ct
    ) => new(reports, tx, change, await reports.ListAsync(tx, change.StoryId, change.Entry.Stored.Id, ct));

    /// <summary>
    /// The report that tells the change to the chat; null when the chat wants none of it. A development is told by the
    /// report that brought it. Else by one in the chat's language where there is one: the first, or, once the story has
    /// moved on, the newest.
    /// </summary>
    public async Task<MatchedEntry?> ForAsync(Subscription subscription, CancellationToken ct)
    {
        var wanted = _all.Where(report => report.RuleIds.Any(subscription.Wants)).ToList();
        if (wanted.Count == 0 || !subscription.AtLeast.IsMetBy(Change.Sources, Change.Camps.Count))
            return null;
        var newest = Change.Entry.Stored.Id;
        if (Change.Development is not null)
            return Change.Entry.Matches.Count > 0 ? Change.Entry : null;
        if (subscription.Each)
            return wanted.Exists(report => report.EntryId == newest) ? Change.Entry : null;
        var own = wanted.Where(report => report.Language == subscription.Language).ToList();
        var chosen = (own.Count > 0, Change.Version) switch
        {
            (true, 1) => own[0],
            (true, _) => own[^1],
            (false, _) => wanted.Find(report => report.EntryId == newest) ?? wanted[0],
        };
        return await ReadAsync(chosen.EntryId, ct);
    }

    /// <summary>Chats with the same wishes share one.</summary>
    public string SummaryOf(MatchedEntry report, int longest)
    {
        if (longest == 0)
            return "";
        if (!_summaries.TryGetValue((report.Stored.Id, longest), out var summary))
            _summaries[(report.Stored.Id, longest)] = summary = Summary.Of(
                report.Stored.Entry,
                report.Matches,
                longest
            );
        return summary;
    }

    private async Task<MatchedEntry?> ReadAsync(long entry, CancellationToken ct)
    {
        if (!_read.TryGetValue(entry, out var report))
            _read[entry] = report = await _reports.ReadAsync(_tx, entry, ct);
        return report;
    }
}
