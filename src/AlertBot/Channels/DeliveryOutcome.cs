using AlertBot.Chats;

namespace AlertBot.Channels;

/// <summary>What became of a message, and so what the outbox does next. The five cases are all there are.</summary>
internal abstract record DeliveryOutcome
{
    /// <summary>Why nothing is sent on a channel whose token is revoked or wrong.</summary>
    public const string TokenRefused = "the token is refused";

    private DeliveryOutcome() { }

    /// <summary>It stands in the chat under this id.</summary>
    public sealed record Sent(string MessageId) : DeliveryOutcome;

    /// <summary>
    /// Nothing is wrong with message or chat: again after <paramref name="Wait"/>. Never counts against the
    /// subscription.
    /// </summary>
    /// <param name="Wait">At least this long.</param>
    /// <param name="Why">In words, for the log and the status page.</param>
    /// <param name="Unsure">The request had left and no answer came: the message may stand in the chat already.</param>
    /// <param name="ServerFailed">The network itself said that it failed: it has hardly taken the message, though
    /// nobody can be sure.</param>
    /// <param name="WholeChannel">Nothing can be sent on this channel before then (token refused, bot-wide
    /// limit).</param>
    /// <param name="Flooded">The chat was sent too much in too little time: from now on it is given longer
    /// rests.</param>
    public sealed record Later(
        TimeSpan Wait,
        string Why,
        bool Unsure = false,
        bool ServerFailed = false,
        bool WholeChannel = false,
        bool Flooded = false
    ) : DeliveryOutcome;

    /// <summary>The same chat has a new address.</summary>
    public sealed record Moved(Chat To) : DeliveryOutcome;

    /// <summary>The chat will not take messages again: its subscriptions end.</summary>
    public sealed record Gone(string Why) : DeliveryOutcome;

    /// <summary>
    /// This message cannot be delivered there; the chat may be well. Of an edit: that message cannot be edited any
    /// more.
    /// </summary>
    /// <param name="Why">In words, for the log and the status page.</param>
    /// <param name="LostRights">The bot may not write there for now: the subscription sleeps and is tried again ever
    /// more rarely.</param>
    /// <param name="TerminateAfter">How long rights may be lost before the subscription ends; null for the usual
    /// week.</param>
    public sealed record Refused(string Why, bool LostRights = false, TimeSpan? TerminateAfter = null)
        : DeliveryOutcome;
}
