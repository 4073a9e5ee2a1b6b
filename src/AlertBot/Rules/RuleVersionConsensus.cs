using AlertBot.Storage;

namespace AlertBot.Rules;

/// <summary>
/// Which rule set the nodes of one store go by: the one taken up last. A node that still has an older one polls nothing
/// until its files are as new, so no entry is matched by rules that another node has left behind.
/// </summary>
internal sealed class RuleVersionConsensus(Database database, CurrentRules rules, TimeProvider clock)
{
    private const string Newest = "SELECT version FROM rule_sets ORDER BY taken_up DESC, version LIMIT 1";

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
        var newest = await database.QueryAsync<string>(Newest, null, ct);
        return newest.Count > 0 && newest[0] != rules.Current.Version ? newest[0] : null;
    }

    /// <summary>
    /// Asks which version is in force, in the transaction that stores what was matched, which no other node's change
    /// can then come between; <see cref="IsInForceAsync"/> reads the answer.
    /// </summary>
    public Task<Answer<string>> AskAsync(StoreTransaction tx, CancellationToken ct) =>
        tx.AskAsync<string>(Newest, null, ct);

    /// <summary>Whether a set is that of the answer; on a file, whose one node goes by its own, it always is.</summary>
    public async Task<bool> IsInForceAsync(RuleSet set, Answer<string> newest, CancellationToken ct) =>
        !database.Dialect.IsShared || await newest.ReadAsync(ct) is not [var version, ..] || version == set.Version;
}
