using AlertBot.Alerts.Summaries;
using AlertBot.Delivery;
using AlertBot.Rules;
using AlertBot.Runtime;
using AlertBot.Storage;

namespace AlertBot.Alerts.Rewriting;

/// <summary>
/// Has a model put reports into few words while their messages wait, each no longer than its time limit: the wait
/// stands in the store, so a message leaves in time whatever becomes of model or process.
/// </summary>
internal sealed class Rewriter(
    Database database,
    RewriteStore store,
    EventReportStore reports,
    ModelBudget budget,
    Model model,
    TimeProvider clock,
    IOptions<SummariesOptions> options,
    ILogger<Rewriter> log
)
{
    /// <summary>Failures in a row after which alerts no longer wait for a server that is down.</summary>
    private const int MostFailures = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private int _onTheirWay;
    private int _failures;
    private DateTimeOffset _pausedUntil;

    /// <summary>Whether a message should wait for the model.</summary>
    public bool IsAtWork => options.Value.AsksModel && clock.GetSteadyNow() >= _pausedUntil;

    /// <summary>Asks for everything that waits. Runs may overlap.</summary>
    public async Task RewriteDueAsync(CancellationToken ct)
    {
        var free = options.Value.Concurrency - Volatile.Read(ref _onTheirWay);
        if (!options.Value.AsksModel || free <= 0)
            return;
        var work = new List<(Rewrite Rewrite, MatchedEntry Report)>();
        await database.WriteAsync(
            async tx =>
            {
                foreach (var rewrite in await store.LeaseAsync(tx, free, ct))
                {
                    if (await reports.ReadAsync(tx, rewrite.EntryId, ct) is not { } report)
                        await store.CompleteAsync(tx, rewrite, null, null, "the report is no longer stored", ct);
                    else if (await budget.TakeAsync(tx, ct))
                        work.Add((rewrite, report));
                    else
                        await RefuseAsync(tx, rewrite, ct);
                }
            },
            ct
        );
        await Task.WhenAll(work.Select(one => RewriteAsync(one.Rewrite, one.Report, ct)));
    }

    private async Task RefuseAsync(StoreTransaction tx, Rewrite rewrite, CancellationToken ct)
    {
        await store.CompleteAsync(tx, rewrite, null, null, "the day's budget is used up", ct);
        log.BudgetUsedUp();
    }

    private async Task RewriteAsync(Rewrite rewrite, MatchedEntry report, CancellationToken ct)
    {
        Interlocked.Increment(ref _onTheirWay);
        try
        {
            var left = rewrite.Until - clock.GetUtcNow();
            var answer =
                left > TimeSpan.Zero
                    ? await model.AskAsync(report, rewrite.InLanguage, (int)rewrite.Length, left, ct)
                    : new ModelAnswer(null, "too late", 0, Failed: false);
            TrackCircuit(answer);
            await database.WriteAsync(
                async tx =>
                {
                    await budget.SpendAsync(tx, answer.Tokens, ct);
                    await store.CompleteAsync(tx, rewrite, answer.Text, report.Stored.Entry.Title, answer.Fault, ct);
                },
                ct
            );
        }
        finally
        {
            Interlocked.Decrement(ref _onTheirWay);
        }
    }

    private void TrackCircuit(ModelAnswer answer)
    {
        if (answer.Fault is { } fault)
            log.NotRewritten(fault);
        if (!answer.Failed)
            Volatile.Write(ref _failures, 0);
        else if (Interlocked.Increment(ref _failures) >= MostFailures)
        {
            _pausedUntil = clock.GetSteadyNow() + Pause;
            log.ModelPaused(Pause);
        }
    }
}
