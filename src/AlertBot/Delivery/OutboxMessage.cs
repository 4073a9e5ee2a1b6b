using AlertBot.Chats;
using AlertBot.Delivery.Digests;
using AlertBot.Rules;

namespace AlertBot.Delivery;

/// <summary>A message on its way into the outbox.</summary>
/// <param name="Message">What the chat is told.</param>
/// <param name="StoryId">The story it tells; null for what is no alert.</param>
/// <param name="EventId">The event of that story; with chat and story it names the message, so that none is written
/// twice. It stands in the column <c>version</c>.</param>
/// <param name="EntryId">The entry it was written from, to answer "why did I get this?"; null for what is no
/// alert.</param>
/// <param name="Urgency">Urgent messages leave first when many chats wait.</param>
/// <param name="Due">When it may leave.</param>
internal sealed record OutboxMessage(
    Message Message,
    long? StoryId,
    long EventId,
    long? EntryId,
    Urgency Urgency,
    DueTime Due
)
{
    /// <summary>The chat wants every report, so one more is no edit of the first.</summary>
    public bool StandsAlone { get; init; }

    /// <summary>
    /// It is another report of an event the chat was told already; column <c>stands_alone</c>. Its
    /// <see cref="EventId"/> is then its entry.
    /// </summary>
    public bool IsAnotherReport { get; init; }

    /// <summary>Characters a model's summary of the report may have; null to send the extract.</summary>
    public int? RewriteLength { get; init; }

    /// <summary>It waits for the model until then, at most.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
}
