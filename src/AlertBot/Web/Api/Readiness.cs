using System.Data.Common;
using AlertBot.Storage.Backups;
using AlertBot.Storage.Leases;
using AlertBot.Web.Pages;

namespace AlertBot.Web.Api;

/// <summary>One part of the program that must work.</summary>
/// <param name="Name">Of the part.</param>
/// <param name="IsFine">Whether it does.</param>
/// <param name="Says">What was seen.</param>
internal sealed record Check(string Name, bool IsFine, string Says);

/// <summary>Whether the bot does its work: store, poller, schedule, channels, queue.</summary>
internal sealed class Readiness(PageStore store, NodeStore nodes, StoreDamage damage, TimeProvider clock)
{
    /// <summary>Four times the usual time between signs of life.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    /// <summary>Feeds wait for a slot in a sweep; none does so for ten minutes.</summary>
    private static readonly TimeSpan LongestOverdue = TimeSpan.FromMinutes(10);

    /// <summary>Between clocks of several nodes.</summary>
    private static readonly TimeSpan LongestAhead = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause between two polls of one feed that a server may ask for, and some.</summary>
    private static readonly TimeSpan LongestUntilNext = TimeSpan.FromDays(8);

    /// <summary>
    /// A flooded chat's messages may wait for minutes; all of a channel's only when it is held, which is told by
    /// itself.
    /// </summary>
    private static readonly TimeSpan LongestQueued = TimeSpan.FromMinutes(15);

    public async Task<IReadOnlyList<Check>> CheckAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        try
        {
            var sign = await nodes.LastSignAsync(ct);
            var overdue = await store.OldestDueFeedAsync(now, ct);
            var queue = await store.QueueAsync(now, ct);
            var held = await store.HeldAsync(now, ct);
            return
            [
                new Check("store", damage.What is null, damage.What is null ? "answers" : "is damaged"),
                new Check(
                    "schedule",
                    now - sign < LongestSilence,
                    sign is null ? "no sign of life yet" : $"last sign of life {Seconds(now - sign)} ago"
                ),
                Poller(now, overdue, await store.PollsAsync(ct)),
                new Check(
                    "channels",
                    held.Count == 0,
                    held.Count == 0
                        ? "all that are switched on may send"
                        : $"paused: {string.Join(", ", held.Select(channel => channel.Name))}"
                ),
                new Check(
                    "queue",
                    queue.Oldest is null || now - queue.Oldest < LongestQueued,
                    queue.Oldest is null
                        ? "nothing is due"
                        : $"{queue.Waiting} wait, the oldest has been due for {Seconds(now - queue.Oldest)}"
                ),
            ];
        }
        catch (DbException e)
        {
            return [new Check("store", false, e.Message)];
        }
    }

    /// <summary>A clock put back leaves no feed due for as long as it was ahead: that is no idle poller.</summary>
    private static Check Poller(
        DateTimeOffset now,
        DateTimeOffset? overdue,
        (DateTimeOffset? Last, DateTimeOffset? Next) polls
    ) =>
        polls.Last - now > LongestAhead
            ? new Check(
                "poller",
                false,
                $"the last poll lies {Seconds(polls.Last - now)} ahead; the clock was put back"
            )
        : polls.Next - now > LongestUntilNext
            ? new Check("poller", false, $"nothing is polled for another {Seconds(polls.Next - now)}")
        : overdue is { } since
            ? new Check(
                "poller",
                now - since < LongestOverdue,
                $"the feed longest due has been so for {Seconds(now - since)}"
            )
        : new Check("poller", true, "no feed is due");

    private static string Seconds(TimeSpan? time) => $"{time?.TotalSeconds:0} s";
}
