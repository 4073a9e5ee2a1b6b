using AlertBot.Alerts.Rewriting;
using AlertBot.Feeds.WebSub;
using AlertBot.Notices;
using Quartz;

namespace AlertBot.Schedule;

// One tiny job per method of the pipeline. What is due is decided in the store, so a missed tick is made up by the next
// one and a double one finds nothing to do.

internal sealed class PollDueFeeds(Pipeline pipeline, Tick tick) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        tick.RunAsync(pipeline.PollDueFeedsAsync);
}

internal sealed class DeliverDueMessages(Pipeline pipeline, Tick tick) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        tick.RunAsync(pipeline.DeliverDueMessagesAsync);
}

internal sealed class RewriteSummaries(Rewriter rewriter, Tick tick) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        tick.RunAsync(rewriter.RewriteDueAsync);
}

[DisallowConcurrentExecution]
internal sealed class TakeUpChanges(LiveConfig config, Tick tick) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        tick.RunAsync(config.TakeUpChangesAsync);
}

[DisallowConcurrentExecution]
internal sealed class WatchFeeds(FeedNotices notices, Tick tick) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        tick.RunAsync(notices.RunAsync);
}

[DisallowConcurrentExecution]
internal sealed class AskHubs(WebSubscriber hubs, Tick tick) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        tick.RunAsync(hubs.RunAsync);
}

[DisallowConcurrentExecution]
internal sealed class KeepHouse(Housekeeping housekeeping, Tick tick) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        tick.RunAsync(housekeeping.RunAsync);
}

[DisallowConcurrentExecution]
internal sealed class SignLife(Vitals vitals, Tick tick) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        tick.RunAsync(vitals.SignAsync);
}

[DisallowConcurrentExecution]
internal sealed class LookForDamage(Tick tick) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        tick.RunAsync(tick.LookForDamageAsync);
}
