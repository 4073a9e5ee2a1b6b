using AlertBot.Storage;

namespace AlertBot.Rules;

/// <summary>
/// Which rule set the nodes of one store go by: the one taken up last. A node that still has an older one polls nothing
/// until its files are as new, so no entry is matched by rules that another node has left behind.
/// </summary>
internal sealed class RuleVersionConsensus(Database database, CurrentRules rules, TimeProvider clock)
{
    private string? _mine;

    /// <summary>
    /// Tells the other nodes which set this one has; at a start, an older set does not become the newest by that.
    /// </summary>
    public async Task AdoptAsync(CancellationToken ct)
    {
        var version = rules.Current.Version;
        if (!database.Dialect.IsShared || version == _mine)
            return;
        var isChange = _mine is not null;
        await database.WriteAsync(
            async tx =>
            {
                // Later than the last, be it in the same millisecond: one of the two must be the newest.
                var last = await tx.ScalarAsync<long>("SELECT coalesce(max(taken_up), 0) FROM rule_sets", null, ct);
                await tx.ExecuteAsync(
                    "INSERT INTO rule_sets (version, taken_up) VALUES (@version, @At) "
                        + "ON CONFLICT (version) DO "
                        + $"{(isChange ? "UPDATE SET taken_up = excluded.taken_up" : "NOTHING")}",
                    new { version, At = Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds(), last + 1) },
                    ct
                );
            },
            ct
        );
        _mine = version;
    }

    /// <summary>The version in force where it is another than this node's; else null.</summary>
    public async Task<string?> OtherInForceAsync(CancellationToken ct)
    {
        if (!database.Dialect.IsShared)
            return null;
        var newest = await database.QueryAsync<string>(
            "SELECT version FROM rule_sets ORDER BY taken_up DESC, version LIMIT 1",
            null,
            ct
        );
        return newest.Count > 0 && newest[0] != rules.Current.Version ? newest[0] : null;
    }

    /// <summary>Asked in the transaction that matches, which no other node's change can then come between.</summary>
    public async Task<bool> IsInForceAsync(StoreTransaction tx, RuleSet set, CancellationToken ct) =>
        !database.Dialect.IsShared
        || await tx.ScalarAsync<string>(
            "SELECT version FROM rule_sets ORDER BY taken_up DESC, version LIMIT 1",
            null,
            ct
        )
            is not { } newest
        || newest == set.Version;
}
