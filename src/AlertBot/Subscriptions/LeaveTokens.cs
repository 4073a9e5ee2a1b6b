using System.Buffers.Text;
using System.Security.Cryptography;
using AlertBot.Chats;
using AlertBot.Storage;

namespace AlertBot.Subscriptions;

/// <summary>
/// Tokens by which subscribers that have no commands end their subscriptions: each as long as a key, of one
/// subscription, and gone with it. Nothing of the chat can be read from one.
/// </summary>
internal sealed class LeaveTokens(Database database, ChatLifecycle chats)
{
    /// <summary>Below which the page takes them.</summary>
    public const string Folder = "/unsubscribe";

    private const int Bytes = 24;

    /// <summary>The token of a subscription, the same at every call; null where there is none.</summary>
    public async Task<string?> TokenOfAsync(Chat chat, CancellationToken ct)
    {
        var of = new { Chat = chat.ToString() };
        var known = await database.QueryAsync<string?>(
            "SELECT leave_token FROM subscriptions WHERE chat = @Chat AND state <> 'ended'",
            of,
            ct
        );
        if (known is [] or [not null])
            return known.FirstOrDefault();
        string? token = null;
        await database.WriteAsync(
            async tx =>
                token = (
                    await tx.QueryAsync<string>(
                        """
                        UPDATE subscriptions SET leave_token = coalesce(leave_token, @Token)
                        WHERE chat = @Chat AND state <> 'ended' RETURNING leave_token
                        """,
                        new { of.Chat, Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)) },
                        ct
                    )
                ).FirstOrDefault(),
            ct
        );
        return token;
    }

    /// <summary>Whether a subscription has that token, be it ended or not.</summary>
    public async Task<bool> IsKnownAsync(string token, CancellationToken ct) =>
        await ChatOfAsync(token, ct) is not null;

    /// <summary>
    /// Ends the subscription of that token, and what waits for it; false when there is none. The operator's list does
    /// not bring it back, unless its line is taken out and written anew.
    /// </summary>
    public async Task<bool> LeaveAsync(string token, CancellationToken ct)
    {
        if (await ChatOfAsync(token, ct) is not { } chat)
            return false;
        await database.WriteAsync(
            async tx =>
            {
                await chats.EndAsync(tx, chat, "unsubscribed by a link in a mail", ct);
                await tx.ExecuteAsync(
                    "UPDATE subscriptions SET has_left = 1 WHERE chat = @Chat",
                    new { Chat = chat.ToString() },
                    ct
                );
            },
            ct
        );
        return true;
    }

    private async Task<Chat?> ChatOfAsync(string token, CancellationToken ct)
    {
        var rows = await database.QueryAsync<string>(
            "SELECT chat FROM subscriptions WHERE leave_token = @token",
            new { token },
            ct
        );
        return rows is [var chat] ? Chat.Parse(chat) : null;
    }
}
