using AlertBot.Storage;

namespace AlertBot.Feeds;

/// <summary>Who speaks in a feed, by all names it is known under.</summary>
/// <param name="Publisher">As alerts show it.</param>
/// <param name="Title">What the list of feeds calls the feed; null where it has no name of its own.</param>
/// <param name="Family">The house it belongs to; null for none.</param>
/// <param name="Camp">The camp it speaks for; null for none.</param>
internal sealed record FeedSource(string Publisher, string? Title, string? Family, string? Camp);

/// <summary>The sources that are polled, for whoever chooses among them.</summary>
internal sealed class FeedSources(Database database)
{
    /// <summary>By publisher, then title.</summary>
    /// <param name="ct">Cancels.</param>
    /// <param name="alsoFormer">Whether those polled no longer are among them: their entries stay.</param>
    public Task<IReadOnlyList<FeedSource>> ListAsync(CancellationToken ct, bool alsoFormer = false) =>
        database.QueryAsync<FeedSource>(
            $"""
            SELECT DISTINCT publisher, title, family, camp FROM feeds {(alsoFormer ? "" : "WHERE enabled = 1")}
            ORDER BY publisher, title
            """,
            null,
            ct
        );
}
