using System.Data.Common;
using AlertBot.Alerts;
using AlertBot.Alerts.Rewriting;
using AlertBot.Feeds.WebSub;
using AlertBot.Ingestion;
using AlertBot.OperatorNotices;
using AlertBot.Runtime;
using AlertBot.Search;
using AlertBot.Storage;
using AlertBot.Storage.Backups;
using Quartz;

namespace AlertBot.Hosting;

// One tiny job per method of the pipeline. What is due is decided in the store, so a missed tick is made up by the next
// one and a double one finds nothing to do.

internal sealed class PollDueFeeds(Pipeline pipeline, JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(pipeline.PollDueFeedsAsync);
}

internal sealed class DeliverDueMessages(Pipeline pipeline, JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(pipeline.DeliverDueMessagesAsync);
}

internal sealed class RewriteSummaries(Rewriter rewriter, JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(rewriter.RewriteDueAsync);
}

[DisallowConcurrentExecution]
internal sealed class ReloadConfiguration(ConfigReloader config, JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(config.ReloadChangesAsync);
}

[DisallowConcurrentExecution]
internal sealed class WatchFeeds(FeedNotices notices, JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(notices.RunAsync);
}

[DisallowConcurrentExecution]
internal sealed class AskHubs(WebSubscriber hubs, JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(hubs.RunAsync);
}

[DisallowConcurrentExecution]
internal sealed class KeepHouse(Housekeeping housekeeping, JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(housekeeping.RunAsync);
}

[DisallowConcurrentExecution]
internal sealed class SendBriefs(BriefSender briefs, JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(briefs.SendDueAsync);
}

[DisallowConcurrentExecution]
internal sealed class FillSearchIndex(SearchIndex index, JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(index.FillAsync);
}

[DisallowConcurrentExecution]
internal sealed class BeatHeart(Heartbeat heartbeat, JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(heartbeat.SignAsync);
}

[DisallowConcurrentExecution]
internal sealed class LookForDamage(JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        runner.RunAsync(runner.LookForDamageAsync);
}

/// <summary>
/// One run of a job. A store that cannot be used is told once, not at every tick, and once more when it can be used
/// again: what is due stays due meanwhile.
/// </summary>
internal sealed class JobRunner(
    ShutdownTokens shutdown,
    Database database,
    StoreDamage damage,
    StoreNotices notices,
    ILogger<JobRunner> log
)
{
    private readonly Lock _lock = new();
    private (string Job, string Fault)? _reported;

    public async ValueTask RunAsync(Func<CancellationToken, Task> work)
    {
        var job = work.Method.Name;
        try
        {
            await shutdown.UntilStoppedAsync(work);
            if (IsWellAgain(job))
                log.StoreWell(database.Dialect.Place);
        }
        catch (DbException e)
        {
            var fault = StoreFault.Explain(e, database.Dialect);
            if (IsNew(job, fault))
                log.StoreUnavailable(e, fault);
            if (StoreFault.IsDamage(e))
                await ReportDamageAsync(fault);
        }
    }

    /// <summary>Looks through the store's pages: what is damaged need not be read for weeks.</summary>
    public async Task LookForDamageAsync(CancellationToken ct)
    {
        if (await Task.Run(() => database.Dialect.FindDamage(isWhole: false), ct) is { } found)
            await ReportDamageAsync(found);
    }

    private async Task ReportDamageAsync(string what)
    {
        if (!damage.TryReport(what))
            return;
        log.StoreDamaged(what);
        await notices.NotifyAsync(what, shutdown.Abandon);
    }

    /// <summary>Only the job that failed can tell: others may have had nothing to write.</summary>
    private bool IsWellAgain(string job)
    {
        lock (_lock)
        {
            if (_reported?.Job != job)
                return false;
            _reported = null;
            return true;
        }
    }

    private bool IsNew(string job, string fault)
    {
        lock (_lock)
        {
            if (_reported?.Fault == fault)
                return false;
            _reported = (job, fault);
            return true;
        }
    }
}
