using System.Security.Cryptography;
using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Storage;

namespace AlertBot.Subscriptions.Sharing;

/// <summary>
/// What chats share of their subscriptions: topics, words, hours and thresholds as they were when it was shared, by a
/// code that says nothing of the chat. A chat has one code at most.
/// </summary>
internal sealed class ShareStore(Database database, TimeProvider clock) : IChatRecords, IDatedRecords
{
    /// <summary>How long a code holds.</summary>
    public const int Days = 30;

    /// <summary>Without what is easily taken for another.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>31^10 codes: none is found by guessing.</summary>
    private const int CodeLength = 10;

    public IReadOnlyList<DatedColumn> Dates { get; } = [DatedColumn.Coming("shares", "until", Days)];

    /// <summary>Keeps what a chat shares, under the code it has or a new one.</summary>
    public async Task<(string Code, DateTimeOffset Until)> SaveAsync(Subscription subscription, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var share = new
        {
            Chat = subscription.Chat.ToString(),
            Code = RandomNumberGenerator.GetString(Letters, CodeLength),
            Content = JsonSerializer.Serialize(
                SubscriptionRow.From(subscription) with
                {
                    Chat = "",
                    Mention = null,
                    Mutes = "[]",
                }
            ),
            Until = now.AddDays(Days),
            now,
        };
        var code = "";
        await database.WriteAsync(
            async tx =>
                code = await tx.ScalarAsync<string>(
                    """
                    DELETE FROM shares WHERE until < @now;
                    INSERT INTO shares (chat, code, content, until) VALUES (@Chat, @Code, @Content, @Until)
                    ON CONFLICT (chat) DO UPDATE SET content = excluded.content, until = excluded.until RETURNING code
                    """,
                    share,
                    ct
                ),
            ct
        );
        return (code!, share.Until);
    }

    /// <summary>
    /// What was shared by the code, as a subscription of <paramref name="chat"/>; null when it has ended.
    /// </summary>
    public async Task<Subscription?> FindAsync(string code, Chat chat, CancellationToken ct)
    {
        var found = await database.QueryAsync<string>(
            "SELECT content FROM shares WHERE code = @code AND until > @now",
            new { code, now = clock.GetUtcNow() },
            ct
        );
        return found.Count > 0 && JsonSerializer.Deserialize<SubscriptionRow>(found[0]) is { } row
            ? (row with { Chat = chat.ToString(), ByOperator = 0 }).ToSubscription()
            : null;
    }

    /// <summary>Ends the chat's code.</summary>
    public Task EndAsync(Chat chat, CancellationToken ct) =>
        database.WriteAsync(tx => ForgetAsync(tx, [chat.ToString()], ct), ct);

    public Task ForgetAsync(StoreTransaction tx, string[] chats, CancellationToken ct) =>
        tx.ExecuteAsync("DELETE FROM shares WHERE chat IN @chats", new { chats }, ct);

    public Task MoveAsync(StoreTransaction tx, ChatMove move, CancellationToken ct) =>
        tx.ExecuteAsync(ChatMove.Rows("shares"), move.Arguments, ct);

    public async Task<int> EndAsync(StoreTransaction tx, ChatEnd end, CancellationToken ct)
    {
        await tx.ExecuteAsync($"DELETE FROM shares WHERE {end.Condition}", end.Arguments, ct);
        return 0;
    }
}
