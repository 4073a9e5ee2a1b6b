using AlertBot.Rules;
using AlertBot.Rules.Follows;
using AlertBot.Storage;
using AlertBot.Stories;

namespace AlertBot.Subscriptions;

/// <summary>
/// What chats follow in words of their own, compiled into one rule set for all of them. Whoever changes it says so in
/// the store, so that every node reads it anew.
/// </summary>
internal sealed class CurrentFollows(Database database, KeyValueStore versions) : IDisposable
{
    private const string Version = "follows";

    private readonly SemaphoreSlim _reading = new(1, 1);

    private (long Version, RuleSet Set) _current = (0, Compile([]));

    /// <summary>A set of these alone; names that the gazetteer knows are met in all their spellings.</summary>
    public static RuleSet Compile(IEnumerable<FollowExpression> expressions) =>
        FollowCompiler.Compile(expressions, Gazetteer.Names.SpellingsOf);

    /// <summary>Called in the transaction that changes what any chat follows.</summary>
    public static async Task ChangedAsync(StoreTransaction tx, CancellationToken ct) =>
        await KeyValueStore.WriteAsync(tx, Version, (await KeyValueStore.ReadAsync(tx, Version, ct) ?? 0) + 1, ct);

    /// <summary>The set in force; read and compiled anew after a change.</summary>
    public async Task<RuleSet> ReadAsync(CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            var version = await versions.ReadAsync(Version, ct) ?? 0;
            if (version != _current.Version)
                _current = (version, Compile(await ListAsync(ct)));
            return _current.Set;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task<IEnumerable<FollowExpression>> ListAsync(CancellationToken ct) =>
        (
            await database.QueryAsync<string>(
                "SELECT follows FROM subscriptions WHERE follows <> '[]' AND state <> 'ended'",
                null,
                ct
            )
        )
            .SelectMany(SubscriptionRow.ReadFollows)
            .Select(follow => follow.Expression);
}
