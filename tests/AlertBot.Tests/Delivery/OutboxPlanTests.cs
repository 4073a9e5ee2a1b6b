using AlertBot.Delivery;
using AlertBot.Storage;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Delivery;

/// <summary>What runs for each message that leaves asks SQLite for few rows, however many wait in its chat.</summary>
public sealed class OutboxPlanTests
{
    public static TheoryData<string, string, string> RunsAtEachLease =>
        new()
        {
            { Outbox.LeaseChats, "INDEX outbox_next (chat=?)", "SCAN o" },
            { OutboxRow.NextFor, "INDEX outbox_next (chat=?)", "TEMP B-TREE" },
            { OutboxRow.SentTogether, "INDEX outbox_together (parcel=?)", "(chat=?)" },
            { Outbox.MarkInterrupted, "INDEX outbox_sending", "outbox_open" },
            { MessageUpdater.DropVain, "INDEX outbox_together (parcel=?)", "(chat=?)" },
        };

    /// <summary>
    /// After an outage a chat may have thousands that wait, and in three months as many that have left.
    /// </summary>
    [Theory]
    [MemberData(nameof(RunsAtEachLease))]
    public async Task What_runs_at_each_lease_reads_no_chat_whole(string sql, string index, string whole)
    {
        await using var bot = await TestBot.CreateAsync();
        var database = bot.Get<Database>();
        var plan = new List<string>();
        foreach (
            var statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var rows = await database.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
                $"EXPLAIN QUERY PLAN {statement}",
                new
                {
                    chat = "telegram:1",
                    Parcel = 1L,
                    now = Some.Time,
                    silent = Some.Time,
                    until = Some.Time,
                    stale = Some.Time,
                    rested = Some.Time,
                    Node = "n",
                    most = 16,
                },
                TestContext.Current.CancellationToken
            );
            plan.AddRange(rows.Select(row => row.Detail));
        }

        Assert.Contains(plan, row => row.Contains(index, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, row => row.Contains(whole, StringComparison.Ordinal));
    }
}
