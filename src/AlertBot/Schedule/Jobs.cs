using AlertBot.Alerts.Rewriting;
using AlertBot.Config;
using AlertBot.Notices;
using Quartz;

namespace AlertBot.Schedule;

// One tiny job per method of the pipeline. What is due is decided in the store, so a missed tick is made up by the next one and a
// double one finds nothing to do.

internal sealed class PollDueFeeds(Pipeline pipeline, StopGrace grace) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => grace.UntilStoppedAsync(pipeline.PollDueFeedsAsync);
}

internal sealed class DeliverDueMessages(Pipeline pipeline, StopGrace grace) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => grace.UntilStoppedAsync(pipeline.DeliverDueMessagesAsync);
}

internal sealed class RewriteSummaries(Rewriter rewriter, StopGrace grace) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => grace.UntilStoppedAsync(rewriter.RewriteDueAsync);
}

[DisallowConcurrentExecution]
internal sealed class TakeUpChanges(LiveConfig config, StopGrace grace) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => grace.UntilStoppedAsync(config.TakeUpChangesAsync);
}

[DisallowConcurrentExecution]
internal sealed class WatchFeeds(FeedNotices notices, StopGrace grace) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => grace.UntilStoppedAsync(notices.RunAsync);
}

[DisallowConcurrentExecution]
internal sealed class KeepHouse(Housekeeping housekeeping, StopGrace grace) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => grace.UntilStoppedAsync(housekeeping.RunAsync);
}

[DisallowConcurrentExecution]
internal sealed class SignLife(Vitals vitals, StopGrace grace) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => grace.UntilStoppedAsync(vitals.SignAsync);
}
