using AlertBot.Chats;

namespace AlertBot.Delivery;

/// <summary>
/// What one chat is sent next: a message, or several gathered into a digest. While the lease runs, no other node sends
/// to that chat, so messages keep their order.
/// </summary>
/// <param name="Message">What is sent.</param>
/// <param name="Rows">The rows of the outbox it stands for.</param>
/// <param name="LeasedUntil">When the lease ends; it also names the lease.</param>
/// <param name="Repeats">Times it was sent with unknown fate before.</param>
internal sealed record OutboxBatch(Message Message, long[] Rows, DateTimeOffset LeasedUntil, int Repeats)
{
    /// <summary>
    /// When its alert was made, of one that was to leave at once; null for digests, edits and what waited for quiet
    /// hours to end.
    /// </summary>
    public DateTimeOffset? WantedSince { get; init; }

    /// <summary>The spans its rows were written in, as W3C trace contexts; none while nobody traces.</summary>
    public IReadOnlyList<string> Traces { get; init; } = [];

    public bool IsEdit => Message.Target is Target.Edit;
}
