using AlertBot.Chats;
using AlertBot.Storage;

namespace AlertBot.Delivery;

/// <summary>Pauses chats by their <c>rest_until</c>.</summary>
internal sealed class ChatPauses : IChatPauses
{
    public Task PauseAsync(StoreTransaction tx, Chat chat, DateTimeOffset until, CancellationToken ct) =>
        tx.ExecuteAsync(
            "UPDATE chats SET rest_until = @until WHERE chat = @Chat AND rest_until < @until",
            new { Chat = chat.ToString(), until },
            ct
        );

    public Task ResumeAsync(StoreTransaction tx, string[] chats, CancellationToken ct) =>
        chats.Length == 0
            ? Task.CompletedTask
            : tx.ExecuteAsync("UPDATE chats SET rest_until = 0 WHERE chat IN @chats", new { chats }, ct);
}
