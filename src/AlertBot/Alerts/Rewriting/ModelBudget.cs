using System.Globalization;
using AlertBot.Alerts.Summaries;
using AlertBot.Storage;

namespace AlertBot.Alerts.Rewriting;

/// <summary>What a model may be used for in a day, counted in the store: a restart does not begin anew.</summary>
internal sealed class ModelBudget(TimeProvider clock, IOptions<SummariesOptions> options)
{
    /// <summary>Days kept, for whoever wants to know what it used.</summary>
    private const int DaysKept = 90;

    private string Today => Day(0);

    /// <summary>Counts one request ahead of sending it; false when the day's requests or tokens are used up.</summary>
    public async Task<bool> TakeAsync(StoreTransaction tx, CancellationToken ct)
    {
        var used = await UsedAsync(tx, ct);
        if (used.Requests >= options.Value.RequestsPerDay || used.Tokens >= options.Value.TokensPerDay)
            return false;
        await tx.ExecuteAsync(
            """
            INSERT INTO model_use (day, requests, tokens) VALUES (@Today, 1, 0) ON CONFLICT (day) DO UPDATE
                SET requests = model_use.requests + 1;
            DELETE FROM model_use WHERE day < @Old;
            """,
            new { Today, Old = Day(-DaysKept) },
            ct
        );
        return true;
    }

    /// <summary>What a request used, when it is known.</summary>
    public Task SpendAsync(StoreTransaction tx, long tokens, CancellationToken ct) =>
        tx.ExecuteAsync(
            "INSERT INTO model_use (day, requests, tokens) VALUES (@Today, 0, @tokens) ON CONFLICT (day) "
                + "DO UPDATE SET tokens = model_use.tokens + excluded.tokens",
            new { Today, tokens },
            ct
        );

    private async Task<(long Requests, long Tokens)> UsedAsync(StoreTransaction tx, CancellationToken ct) =>
        (
            await tx.QueryAsync<(long Requests, long Tokens)>(
                "SELECT requests, tokens FROM model_use WHERE day = @Today",
                new { Today },
                ct
            )
        ).FirstOrDefault();

    private string Day(int offset) =>
        clock.GetUtcNow().AddDays(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
