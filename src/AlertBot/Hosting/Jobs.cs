using AlertBot.Alerts.Rewriting;
using AlertBot.Feeds.WebSub;
using AlertBot.Ingestion;
using AlertBot.OperatorNotices;
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
