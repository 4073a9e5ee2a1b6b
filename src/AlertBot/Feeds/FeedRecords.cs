using AlertBot.Storage;
using AlertBot.Storage.Leases;

namespace AlertBot.Feeds;

/// <summary>Frees the leases of feeds at a start, and names their dates.</summary>
internal sealed class FeedRecords : ILeaseOwner, IDatedRecords
{
    /// <summary>
    /// A server may ask for a week, and an operator's interval and a document's days off come on top.
    /// </summary>
    private const int MostDaysToPoll = 60;

    public IReadOnlyList<DatedColumn> Dates { get; } =
    [
        DatedColumn.Coming("feeds", "next_poll", MostDaysToPoll),
        DatedColumn.Lease("feeds", "leased_until"),
        DatedColumn.Past("feeds", "last_poll"),
        DatedColumn.Past("feeds", "last_good"),
        DatedColumn.Past("feeds", "last_new"),
        DatedColumn.Past("feeds", "broken_since"),
    ];

    public Task ReleaseAllAsync(StoreTransaction tx, CancellationToken ct) =>
        tx.ExecuteAsync("UPDATE feeds SET leased_until = 0 WHERE leased_until > 0", null, ct);
}
