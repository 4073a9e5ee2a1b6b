using AlertBot.Chats;

namespace AlertBot.Channels;

/// <summary>A network that takes messages.</summary>
internal interface IChannel
{
    /// <summary>The word before the colon in a <see cref="Chat"/>: <c>telegram</c>.</summary>
    string Name { get; }

    /// <summary>How long a chat must rest after a message, by the network's published limits.</summary>
    TimeSpan PauseAfter(Chat chat);

    /// <summary>
    /// Sends one message, or edits or answers the one it names. Whatever the network answers is a
    /// <see cref="DeliveryOutcome"/>, with no secret in its words; only a cancelled <paramref name="ct"/> throws. An
    /// edit that changes nothing is <see cref="DeliveryOutcome.Sent"/>.
    /// </summary>
    Task<DeliveryOutcome> SendAsync(Message message, CancellationToken ct);
}
