using AlertBot.Storage;

namespace AlertBot.Chats;

/// <summary>
/// Forgets, moves and ends what one folder keeps of a chat. <see cref="ChatLifecycle"/> asks all who keep something, in
/// one transaction; nobody else writes their tables.
/// </summary>
internal interface IChatRecords
{
    /// <summary>Deletes all that is kept of these chats.</summary>
    Task ForgetAsync(StoreTransaction tx, string[] chats, CancellationToken ct);

    /// <summary>Deletes what is kept of chats that ended long ago.</summary>
    Task ForgetEndedAsync(StoreTransaction tx, string[] chats, CancellationToken ct) => ForgetAsync(tx, chats, ct);

    /// <summary>Gives what is kept of a chat its new address.</summary>
    Task MoveAsync(StoreTransaction tx, ChatMove move, CancellationToken ct);

    /// <summary>Ends what is kept of a chat; returns how many subscriptions ended by it.</summary>
    Task<int> EndAsync(StoreTransaction tx, ChatEnd end, CancellationToken ct);
}

/// <summary>A chat has a new address; forum topics move with their chat.</summary>
internal sealed record ChatMove(Chat From, Chat To)
{
    /// <summary>
    /// The statements that move a table's rows. What the new address has already stays, the old goes.
    /// </summary>
    /// <param name="table">A table of the caller's, with a column <c>chat</c>.</param>
    /// <param name="isSame">What else of a row, <c>t</c> at the new address, must be the same for it to be there
    /// already; begins with AND.</param>
    public static string Rows(string table, string isSame = "") =>
        $"""
            UPDATE {table} SET chat = @To || substr(chat, length(@From) + 1)
                WHERE (chat = @From OR chat LIKE @From || '/%')
                AND NOT EXISTS (SELECT 1 FROM {table} t
                    WHERE t.chat = @To || substr({table}.chat, length(@From) + 1) {isSame});
            DELETE FROM {table} WHERE chat = @From OR chat LIKE @From || '/%';
            """;

    /// <summary>The arguments of <see cref="Rows"/>.</summary>
    public object Arguments => new { From = $"{From.Channel}:{From.Address}", To = $"{To.Channel}:{To.Address}" };
}

/// <summary>A chat takes no messages any more.</summary>
/// <param name="Chat">Which.</param>
/// <param name="Why">In words, kept with what ends.</param>
/// <param name="At">When.</param>
/// <param name="WithTopics">Whether its forum topics end, too.</param>
internal sealed record ChatEnd(Chat Chat, string Why, DateTimeOffset At, bool WithTopics)
{
    /// <summary>The condition on <c>chat</c>, for <see cref="Arguments"/>.</summary>
    public string Condition => WithTopics ? "(chat = @Chat OR chat LIKE @Chat || '/%')" : "chat = @Chat";

    public object Arguments =>
        new
        {
            Chat = Chat.ToString(),
            Why,
            now = At,
        };
}
