using AlertBot.Chats;
using AlertBot.Storage;

namespace AlertBot.Subscriptions;

/// <summary>
/// Who wants what, where. A subscription is active, asleep (the bot may not write there for now) or ended.
/// </summary>
internal sealed class SubscriptionStore(Database database, IChatPauses pauses, TimeProvider clock)
    : IChatRecords,
        IDatedRecords
{
    /// <summary>
    /// Ever longer naps for a chat that took the bot's rights: trying at each alert would only earn refusals.
    /// </summary>
    private static readonly TimeSpan[] Naps =
    [
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(24),
    ];

    /// <summary>Rights that are gone this long do not come back.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(7);

    public IReadOnlyList<DatedColumn> Dates { get; } =
    [
        DatedColumn.Coming("subscriptions", "wake_at"),
        DatedColumn.Past("subscriptions", "asleep_since"),
        DatedColumn.Past("subscriptions", "ended"),
    ];

    public async Task<Subscription?> FindAsync(Chat chat, CancellationToken ct)
    {
        var rows = await database.QueryAsync<SubscriptionRow>(
            $"SELECT {SubscriptionRow.Columns} FROM subscriptions WHERE chat = @Chat AND state <> 'ended'",
            new { Chat = chat.ToString() },
            ct
        );
        return rows.Count == 0 ? null : rows[0].ToSubscription();
    }

    public async Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct) =>
        [
            .. (
                await database.QueryAsync<SubscriptionRow>(
                    $"SELECT {SubscriptionRow.Columns} FROM subscriptions WHERE state <> 'ended' ORDER BY created",
                    null,
                    ct
                )
            ).Select(r => r.ToSubscription()),
        ];

    /// <summary>
    /// Asks for those alerts are written for; sleeping ones too, their messages wait until they wake.
    /// </summary>
    public async Task<Answer<Subscription>> AskActiveAsync(StoreTransaction tx, CancellationToken ct) =>
        (
            await tx.AskAsync<SubscriptionRow>(
                $"SELECT {SubscriptionRow.Columns} FROM subscriptions WHERE state <> 'ended' "
                    + "AND (topics <> '[]' OR follows <> '[]')",
                null,
                ct
            )
        ).Map(rows => rows.Select(row => row.ToSubscription()));

    /// <summary>Chats whose brief is due, with the moment it was due at; those asleep get none.</summary>
    public async Task<IReadOnlyList<(Subscription Subscription, DateTimeOffset Due)>> ListDueBriefsAsync(
        int most,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var due = await database.QueryAsync<(string Chat, long Due)>(
            "SELECT chat, brief_next FROM subscriptions WHERE brief_next <= @now AND state = 'active' "
                + "ORDER BY brief_next LIMIT @most",
            new { now, most },
            ct
        );
        var briefs = new List<(Subscription, DateTimeOffset)>();
        foreach (var (chat, moment) in due)
        {
            if (await FindAsync(Chat.Parse(chat), ct) is { Brief: not null } subscription)
                briefs.Add((subscription, DateTimeOffset.FromUnixTimeMilliseconds(moment)));
        }
        return briefs;
    }

    /// <summary>Sets the moment of the next brief; false where another node has, or none is wanted now.</summary>
    public async Task<bool> TakeBriefAsync(
        StoreTransaction tx,
        Subscription subscription,
        DateTimeOffset due,
        CancellationToken ct
    ) =>
        await tx.ExecuteAsync(
            "UPDATE subscriptions SET brief_next = @Next WHERE chat = @Chat AND brief_next = @due AND state <> 'ended'",
            new
            {
                Chat = subscription.Chat.ToString(),
                due,
                Next = NextBriefOf(subscription),
            },
            ct
        ) > 0;

    /// <summary>Works the moments of briefs out anew, and brings back mutes that were set by the clock ahead.</summary>
    public async Task RescheduleAsync(StoreTransaction tx, DateTimeOffset now, TimeSpan back, CancellationToken ct)
    {
        await BringMutesBackAsync(tx, now, back, ct);
        var rows = await tx.QueryAsync<SubscriptionRow>(
            $"SELECT {SubscriptionRow.Columns} FROM subscriptions WHERE brief_next > @now",
            new { now },
            ct
        );
        foreach (var subscription in rows.Select(row => row.ToSubscription()))
            await tx.ExecuteAsync(
                "UPDATE subscriptions SET brief_next = @Next WHERE chat = @Chat",
                new { Chat = subscription.Chat.ToString(), Next = NextBriefOf(subscription) },
                ct
            );
    }

    private static async Task BringMutesBackAsync(
        StoreTransaction tx,
        DateTimeOffset now,
        TimeSpan back,
        CancellationToken ct
    )
    {
        var rows = await tx.QueryAsync<SubscriptionRow>(
            $"SELECT {SubscriptionRow.Columns} FROM subscriptions WHERE mutes <> '[]'",
            null,
            ct
        );
        foreach (var subscription in rows.Select(row => row.ToSubscription()))
        {
            var mended = subscription with { Mutes = [.. subscription.Mutes.Select(mute => mute.At(now, back))] };
            if (!mended.Mutes.SequenceEqual(subscription.Mutes))
                await tx.ExecuteAsync(
                    "UPDATE subscriptions SET mutes = @Mutes WHERE chat = @Chat",
                    new { Chat = subscription.Chat.ToString(), SubscriptionRow.From(mended).Mutes },
                    ct
                );
        }
    }

    private DateTimeOffset? NextBriefOf(Subscription subscription) =>
        subscription.Brief?.NextAfter(clock.GetUtcNow(), subscription.Zone, subscription.QuietDays);

    /// <summary>
    /// Whether the operator's list names any but <paramref name="other"/>, which is there without one.
    /// </summary>
    public async Task<bool> AreListedAsync(Chat other, CancellationToken ct) =>
        (
            await database.QueryAsync<long>(
                "SELECT count(*) FROM subscriptions WHERE by_operator = 1 AND state <> 'ended' AND chat <> @Other",
                new { Other = other.ToString() },
                ct
            )
        )[0] > 0;

    public Task SaveAsync(Subscription subscription, CancellationToken ct) =>
        database.WriteAsync(tx => SaveAsync(tx, subscription, ct), ct);

    /// <summary>
    /// Makes the operator's subscriptions those of the list; chats that left it end. One that unsubscribed itself stays
    /// ended while it is listed.
    /// </summary>
    /// <returns>How many of the list have unsubscribed themselves.</returns>
    public async Task<int> SyncOperatorAsync(IReadOnlyList<Subscription> subscriptions, CancellationToken ct)
    {
        IReadOnlyList<string> left = [];
        await database.WriteAsync(
            async tx =>
            {
                await tx.ExecuteAsync(
                    "UPDATE subscriptions SET state = 'ended', why = 'left subscriptions.yaml', has_left = 0, "
                        + "updated = @Now WHERE by_operator = 1 AND chat NOT IN @Chats",
                    new { Now = clock.GetUtcNow(), Chats = subscriptions.Select(s => s.Chat.ToString()).ToArray() },
                    ct
                );
                left = await tx.QueryAsync<string>("SELECT chat FROM subscriptions WHERE has_left = 1", null, ct);
                foreach (var subscription in subscriptions.Where(s => !left.Contains(s.Chat.ToString())))
                    await SaveAsync(tx, subscription, ct);
            },
            ct
        );
        return left.Count;
    }

    /// <summary>
    /// Puts the chat to sleep; gives when it wakes, or null when it has slept for as long as
    /// <paramref name="timeout"/> (a week when null) and should end.
    /// </summary>
    public async Task<DateTimeOffset?> SleepAsync(
        StoreTransaction tx,
        Chat chat,
        string why,
        TimeSpan? timeout,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var known = await tx.QueryAsync<(long Naps, DateTimeOffset? Since)>(
            "SELECT naps, asleep_since FROM subscriptions WHERE chat = @Chat",
            new { Chat = chat.ToString() },
            ct
        );
        var (naps, since) = known.Count == 0 ? (0, null) : known[0];
        if (now - since >= (timeout ?? LongestSleep))
            return null;
        var nap = Naps[Math.Min(naps, Naps.Length - 1)];
        var wakeAt = now + (timeout <= Naps[1] ? timeout.Value : nap);
        await tx.ExecuteAsync(
            "UPDATE subscriptions SET state = 'asleep', why = @why, naps = naps + 1, "
                + "asleep_since = coalesce(asleep_since, @now), wake_at = @wakeAt WHERE chat = @Chat",
            new
            {
                Chat = chat.ToString(),
                why,
                now,
                wakeAt,
            },
            ct
        );
        return wakeAt;
    }

    /// <summary>A message arrived: the chat is awake, and what waits may leave. A caller may add conditions.</summary>
    public const string Wake =
        "UPDATE subscriptions SET state = 'active', why = NULL, naps = 0, asleep_since = NULL, wake_at = NULL "
        + "WHERE state = 'asleep' AND chat = @Chat";

    public Task ForgetAsync(StoreTransaction tx, string[] chats, CancellationToken ct) =>
        tx.ExecuteAsync("DELETE FROM subscriptions WHERE chat IN @chats", new { chats }, ct);

    /// <summary>
    /// Moves them. An ended subscription at the new address is a former life's, or one the operator's list does not
    /// name, and goes.
    /// </summary>
    public Task MoveAsync(StoreTransaction tx, ChatMove move, CancellationToken ct) =>
        tx.ExecuteAsync(
            "DELETE FROM subscriptions WHERE state = 'ended' AND (chat = @To OR chat LIKE @To || '/%'); "
                + ChatMove.Rows("subscriptions"),
            move.Arguments,
            ct
        );

    /// <summary>Ends them; of those with topics, the ones that have not ended yet.</summary>
    public Task<int> EndAsync(StoreTransaction tx, ChatEnd end, CancellationToken ct) =>
        tx.ExecuteAsync(
            "UPDATE subscriptions SET state = 'ended', why = @Why, updated = @now, ended = @now "
                + $"WHERE {end.Condition}{(end.WithTopics ? " AND state <> 'ended'" : "")}",
            end.Arguments,
            ct
        );

    /// <summary>
    /// Up to <paramref name="most"/> chats that the bot was thrown out of before then. What unsubscribed itself is
    /// remembered for as long as the operator's list names it.
    /// </summary>
    public Task<IReadOnlyList<string>> ListEndedAsync(
        StoreTransaction tx,
        DateTimeOffset before,
        int most,
        CancellationToken ct
    ) =>
        tx.QueryAsync<string>(
            "SELECT chat FROM subscriptions WHERE state = 'ended' AND ended < @before AND has_left = 0 "
                + "LIMIT @most",
            new { before, most },
            ct
        );

    /// <summary>Of a channel's subscriptions, how many ended since then, and how many there are with those.</summary>
    public async Task<(long Ended, long All)> CountEndedAsync(
        StoreTransaction tx,
        string channel,
        DateTimeOffset since,
        CancellationToken ct
    ) =>
        (
            await tx.QueryAsync<(long Ended, long All)>(
                """
                SELECT coalesce(sum(CASE WHEN ended >= @since THEN 1 ELSE 0 END), 0), count(*) FROM subscriptions
                WHERE chat LIKE @Chats AND (state <> 'ended' OR ended >= @since)
                """,
                new { since, Chats = $"{channel}:%" },
                ct
            )
        )[0];

    /// <summary>The bot may write there again: what sleeps wakes, and what waits leaves at once.</summary>
    public Task WakeAllInAsync(Chat chat, CancellationToken ct) =>
        database.WriteAsync(
            async tx =>
            {
                var woken = await tx.QueryAsync<string>(
                    """
                    UPDATE subscriptions SET state = 'active', why = NULL, naps = 0, asleep_since = NULL, wake_at = NULL
                    WHERE state = 'asleep' AND (chat = @Chat OR chat LIKE @Chat || '/%') RETURNING chat
                    """,
                    new { Chat = chat.ToString() },
                    ct
                );
                await pauses.ResumeAsync(tx, [.. woken], ct);
            },
            ct
        );

    /// <summary>For what the network tells by itself: the bot may no longer write there.</summary>
    public Task ChangeAsync(Func<StoreTransaction, Task> change, CancellationToken ct) =>
        database.WriteAsync(change, ct);

    private async Task SaveAsync(StoreTransaction tx, Subscription subscription, CancellationToken ct)
    {
        var row = SubscriptionRow.From(subscription);
        var known = await tx.QueryAsync<(string State, string Follows)>(
            "SELECT state, follows FROM subscriptions WHERE chat = @Chat",
            new { row.Chat },
            ct
        );
        await pauses.ResumeAsync(tx, [.. known.Where(k => k.State == "asleep").Select(_ => row.Chat)], ct);
        if (row.Follows != (known.Count > 0 ? known[0].Follows : "[]"))
            await CurrentFollows.ChangedAsync(tx, ct);
        // A change of anything else leaves a brief that is due to come.
        await tx.ExecuteAsync(
            $"""
            INSERT INTO subscriptions ({SubscriptionRow.Columns}, brief_next, created, updated)
            VALUES (@Chat, @Topics, @Language, @DigestAt, @QuietFrom, @QuietUntil, @QuietDays, @Zone, @ByOperator,
                @AtLeast, @AtLeastCamps, @EachReport, @UrgentInQuiet, @SummaryLength, @OwnLanguageOnly, @Mention, @Send,
                @Follows, @Mutes, @Languages, @Sources, @Camps, @TopicWhen, @BriefAt,
                @BriefDay, @BriefNext, @Now, @Now)
            ON CONFLICT (chat) DO UPDATE SET topics = excluded.topics, language = excluded.language,
                digest_at = excluded.digest_at, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
                quiet_days = excluded.quiet_days, zone = excluded.zone, by_operator = excluded.by_operator,
                at_least = excluded.at_least, at_least_camps = excluded.at_least_camps,
                each_report = excluded.each_report, urgent_in_quiet = excluded.urgent_in_quiet,
                summary_length = excluded.summary_length, own_language_only = excluded.own_language_only,
                mention = excluded.mention, send = excluded.send,
                follows = excluded.follows, mutes = excluded.mutes, languages = excluded.languages,
                sources = excluded.sources, camps = excluded.camps, topic_when = excluded.topic_when,
                brief_at = excluded.brief_at, brief_day = excluded.brief_day,
                brief_next = CASE WHEN subscriptions.brief_next <= @Now AND excluded.brief_next IS NOT NULL
                    THEN subscriptions.brief_next ELSE excluded.brief_next END,
                state = 'active', why = NULL, naps = 0, asleep_since = NULL, wake_at = NULL, ended = NULL,
                updated = excluded.updated
            """,
            new
            {
                row.Chat,
                row.Topics,
                row.Language,
                row.DigestAt,
                row.QuietFrom,
                row.QuietUntil,
                row.QuietDays,
                row.Zone,
                row.ByOperator,
                row.AtLeast,
                row.AtLeastCamps,
                row.EachReport,
                row.UrgentInQuiet,
                row.SummaryLength,
                row.OwnLanguageOnly,
                row.Mention,
                row.Send,
                row.Follows,
                row.Mutes,
                row.Languages,
                row.Sources,
                row.Camps,
                row.TopicWhen,
                row.BriefAt,
                row.BriefDay,
                BriefNext = NextBriefOf(subscription),
                Now = clock.GetUtcNow(),
            },
            ct
        );
    }
}
