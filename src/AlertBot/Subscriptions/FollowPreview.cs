using AlertBot.Rules;
using AlertBot.Rules.Follows;
using AlertBot.Runtime;
using AlertBot.Storage;

namespace AlertBot.Subscriptions;

/// <summary>What words would have brought a chat that had followed them.</summary>
/// <param name="Reports">Entries that meet them.</param>
/// <param name="Newest">Headlines, newest first; three at most.</param>
/// <param name="Days">The time that was looked through, up to now.</param>
internal sealed record FollowHistory(int Reports, IReadOnlyList<string> Newest, double Days)
{
    private const int MostADay = 20;

    /// <summary>Whether so much comes that nobody reads it.</summary>
    public bool IsTooMuch => Reports > MostADay * Math.Max(1, Days);
}

/// <summary>
/// Looks words up in the entries of the last seven days, the newest first. One question at a time, and none for longer
/// than its budget: anybody may ask, and the words may be anything.
/// </summary>
internal sealed class FollowPreview(Database database, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <summary>Of processor time; some twenty thousand entries.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    private const int PageSize = 500;
    private const int MostShown = 3;

    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<FollowHistory> LookUpAsync(FollowExpression expression, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await LookUpAsync(CurrentFollows.Compile([expression]), ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<FollowHistory> LookUpAsync(RuleSet set, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (reports, newest, left) = (0, new List<string>(), Budget);
        for (var before = long.MaxValue; ; )
        {
            var page = await PageAsync(before, now - Window, ct);
            if (page.Count == 0)
                return new FollowHistory(reports, newest, Window.TotalDays);
            if (
                !CpuBudget.TryRun(left, () => page.Where(e => Meets(set, e, ct)).ToList(), out var found, out var spent)
            )
                return new FollowHistory(reports, newest, (now - page[0].FirstSeen).TotalDays);
            left -= spent;
            reports += found.Count;
            newest.AddRange(found.Take(MostShown - newest.Count).Select(entry => entry.Title));
            before = page[^1].Id;
        }
    }

    private static bool Meets(RuleSet set, DeliveredEntry entry, CancellationToken ct) =>
        set.Match(entry.ToEntry(), ct).Count > 0;

    private Task<IReadOnlyList<DeliveredEntry>> PageAsync(long before, DateTimeOffset since, CancellationToken ct) =>
        database.QueryAsync<DeliveredEntry>(
            $"""
            {DeliveredEntry.Columns} WHERE e.id < @before AND e.first_seen >= @since
            ORDER BY e.id DESC LIMIT @PageSize
            """,
            new
            {
                before,
                since,
                PageSize,
            },
            ct
        );
}
