using System.Globalization;
using AlertBot.Chats;
using AlertBot.Storage;

namespace AlertBot.Subscriptions;

/// <summary>Everything that is stored about a chat, for whoever asks what that is.</summary>
internal sealed class ChatExport(Database database)
{
    private static readonly HashSet<string> NotExported = ["leased_by", "leased_until", "parcel", "trace"];

    private static readonly HashSet<string> Moments =
    [
        "asleep_since",
        "brief_next",
        "created",
        "due",
        "ended",
        "held_until",
        "rest_until",
        "settled",
        "unsure_since",
        "until",
        "updated",
        "wake_at",
    ];

    /// <summary>All rows on a chat, table by table, with dates as people write them.</summary>
    public async Task<object> ComposeAsync(Chat chat, CancellationToken ct) =>
        new
        {
            chat = chat.ToString(),
            subscription = await RowsAsync("SELECT * FROM subscriptions WHERE chat = @Chat", chat, ct),
            shared = await RowsAsync("SELECT code, content, until FROM shares WHERE chat = @Chat", chat, ct),
            delivery = await RowsAsync("SELECT * FROM chats WHERE chat = @Chat", chat, ct),
            messages = await RowsAsync("SELECT * FROM outbox WHERE chat = @Chat ORDER BY id", chat, ct),
        };

    /// <summary>What a node keeps for itself while it works, such as its own name, is left out.</summary>
    private async Task<IEnumerable<Dictionary<string, object?>>> RowsAsync(
        string sql,
        Chat chat,
        CancellationToken ct
    ) =>
        (await database.QueryAsync<dynamic>(sql, new { Chat = chat.ToString() }, ct))
            .Cast<IDictionary<string, object?>>()
            .Select(row =>
                row.Where(column => !NotExported.Contains(column.Key))
                    .ToDictionary(column => column.Key, column => Readable(column.Key, column.Value))
            );

    private static object? Readable(string column, object? value) =>
        value is long moment && Moments.Contains(column)
            ? moment == 0
                ? null
                : DateTimeOffset.FromUnixTimeMilliseconds(moment).ToString("O", CultureInfo.InvariantCulture)
            : value;
}
