using AlertBot.Storage;

namespace AlertBot.Feeds.Health;

/// <summary>How many feeds are polled, and how many of them have failed more than once in a row.</summary>
internal sealed class FeedCounts
{
    public long Polled { get; init; }
    public long Failing { get; init; }
}

/// <summary>How the feeds are doing, and what the operator was told of it.</summary>
internal sealed class FeedHealthStore(Database database)
{
    /// <summary>Of every feed that is listed, in the order of addresses.</summary>
    public async Task<IReadOnlyList<FeedHealth>> ListAsync(CancellationToken ct) =>
        [
            .. (
                await database.QueryAsync<FeedHealthRow>(
                    $"SELECT {FeedHealthRow.Columns} FROM feeds WHERE listed = 1 ORDER BY url",
                    null,
                    ct
                )
            ).Select(row => row.ToHealth()),
        ];

    /// <summary>Of those feeds of which there may be something to tell; of ten thousand, a handful.</summary>
    public async Task<IReadOnlyList<FeedHealth>> SuspectsAsync(
        StoreTransaction tx,
        DateTimeOffset quietSince,
        CancellationToken ct
    )
    {
        var rows = await tx.QueryAsync<FeedHealthRow>(
            $"""
            SELECT {FeedHealthRow.Columns} FROM feeds
            WHERE listed = 1 AND (told <> '' OR failures > 0 OR ended IS NOT NULL OR address IS NOT NULL
                OR last_new < @quietSince) ORDER BY url
            """,
            new { quietSince },
            ct
        );
        return [.. rows.Select(row => row.ToHealth())];
    }

    public async Task<FeedCounts> CountAsync(StoreTransaction tx, CancellationToken ct) =>
        (
            await tx.QueryAsync<FeedCounts>(
                "SELECT count(*) AS polled, "
                    + "coalesce(sum(CASE WHEN failures > 1 THEN 1 ELSE 0 END), 0) AS failing "
                    + "FROM feeds WHERE listed = 1 AND enabled = 1",
                null,
                ct
            )
        )[0];

    /// <summary>What the operator knows of a feed from now on.</summary>
    public Task RecordReportedAsync(StoreTransaction tx, long feed, FeedProblemFlags reported, CancellationToken ct) =>
        tx.ExecuteAsync(
            "UPDATE feeds SET told = @Told WHERE id = @feed",
            new { feed, Told = reported == FeedProblemFlags.None ? "" : $"{reported}" },
            ct
        );
}
