using System.Diagnostics.Metrics;
using AlertBot.Delivery;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Storage.Leases;

namespace AlertBot.Web.Api;

/// <summary>Figures that the store knows: read once for each scrape, then told.</summary>
internal sealed class StoreMetrics
{
    private readonly Database _database;
    private readonly TimeProvider _clock;
    private Row _now = new();

    public StoreMetrics(Database database, IMeterFactory meters, TimeProvider clock)
    {
        (_database, _clock) = (database, clock);
        var meter = meters.OfAlertBot();
        meter.CreateObservableGauge(
            "alertbot.queue.length",
            () => _now.Waiting,
            null,
            "Messages that are due and not settled"
        );
        meter.CreateObservableGauge(
            "alertbot.queue.age",
            () => Age(_now.OldestDue),
            "s",
            "How long the oldest message that is due has been so; 0 when none is"
        );
        meter.CreateObservableGauge(
            "alertbot.queue.unknown",
            () => _now.Unknown,
            null,
            "Messages of which nobody knows whether they stand in the chat; they are repeated"
        );
        meter.CreateObservableGauge("alertbot.feeds", () => _now.Feeds, null, "Feeds that are polled");
        meter.CreateObservableGauge(
            "alertbot.feeds.failing",
            () => _now.Failing,
            null,
            "Feeds whose last two polls or more failed"
        );
        meter.CreateObservableGauge(
            "alertbot.feeds.silent",
            () => _now.Silent,
            null,
            "Feeds without a new entry for a week that had one before"
        );
        meter.CreateObservableGauge(
            "alertbot.feeds.last_poll.age",
            () => _now.LastPoll is null ? 0 : Age(_now.LastPoll),
            "s",
            "Since any feed was polled; 0 before the first"
        );
        meter.CreateObservableGauge(
            "alertbot.feeds.overdue",
            () => Age(_now.OldestPoll),
            "s",
            "How long the feed that is longest due has been so; 0 when none is"
        );
        meter.CreateObservableGauge("alertbot.nodes", () => _now.Nodes, null, "Nodes that give signs of life");
    }

    public async Task CollectAsync(CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        _now = (
            await _database.QueryAsync<Row>(
                $"""
                SELECT (SELECT count(*) FROM outbox WHERE settled IS NULL AND due <= @now) AS waiting,
                    (SELECT min(due) FROM outbox WHERE settled IS NULL AND due <= @now) AS oldest_due,
                    (SELECT count(*) FROM outbox WHERE settled IS NULL
                        AND {MessageStates.Is(MessageState.Unsure)}) AS unknown,
                    (SELECT count(*) FROM feeds WHERE enabled = 1) AS feeds,
                    (SELECT count(*) FROM feeds WHERE enabled = 1 AND failures > 1) AS failing,
                    (SELECT count(*) FROM feeds WHERE enabled = 1 AND last_new < @Week) AS silent,
                    (SELECT max(last_poll) FROM feeds) AS last_poll,
                    (SELECT min(next_poll) FROM feeds WHERE enabled = 1 AND next_poll <= @now) AS oldest_poll,
                    (SELECT count(*) FROM nodes WHERE seen > @Silent) AS nodes
                """,
                new
                {
                    now,
                    Week = now - TimeSpan.FromDays(7),
                    Silent = now - NodeStore.Silence,
                },
                ct
            )
        )[0];
    }

    private double Age(DateTimeOffset? since) =>
        since is { } then ? Math.Max(0, (_clock.GetUtcNow() - then).TotalSeconds) : 0;

    private sealed class Row
    {
        public long Waiting { get; init; }
        public DateTimeOffset? OldestDue { get; init; }
        public long Unknown { get; init; }
        public long Feeds { get; init; }
        public long Failing { get; init; }
        public long Silent { get; init; }
        public DateTimeOffset? LastPoll { get; init; }
        public DateTimeOffset? OldestPoll { get; init; }
        public long Nodes { get; init; }
    }
}
