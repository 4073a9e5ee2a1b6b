using AlertBot.Storage;

namespace AlertBot.Chats;

/// <summary>Pauses delivery to chats, and ends such pauses, for those who do not deliver themselves.</summary>
internal interface IChatPauses
{
    /// <summary>Sends nothing to the chat before then; a longer pause stays.</summary>
    Task PauseAsync(StoreTransaction tx, Chat chat, DateTimeOffset until, CancellationToken ct);

    /// <summary>Lets what waits for these chats leave at once.</summary>
    Task ResumeAsync(StoreTransaction tx, string[] chats, CancellationToken ct);
}
