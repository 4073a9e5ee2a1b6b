namespace AlertBot.Delivery;

/// <summary>
/// The states of a message, column <c>outbox.state</c>. Every statement that changes one is written by
/// <see cref="MessageStates"/>, by its table:
/// <code>
///                  lease                arrived
///   put --> Waiting ------> Sending --+---------> Sent
///              ^             |  ^     |  refused
///              |  put back   |  |     +---------> Refused
///              +-------------+  |     |  no answer, again
///                 no answer  |  |     +---------> GivenUp
///                            v  | lease
///                           Unsure
///
///   Waiting, Sending, Unsure -- chat ended -----> Gone
///   Waiting, Unsure ------- nothing to edit ----> Dropped
/// </code>
/// The states on the right are final: the row is settled and never changes its state again. A node that is slower than
/// its lease brings its answer when the row was put back already: Waiting and Unsure then go where Sending would go.
/// </summary>
internal enum MessageState
{
    /// <summary>It surely stands in no chat.</summary>
    Waiting,

    /// <summary>It is handed to a network, by the node that leased its chat.</summary>
    Sending,

    /// <summary>It may or may not stand in the chat, and is sent once more.</summary>
    Unsure,

    /// <summary>It stands in the chat.</summary>
    Sent,

    /// <summary>The network does not take it.</summary>
    Refused,

    /// <summary>It may or may not stand in the chat, and is not sent again.</summary>
    GivenUp,

    /// <summary>Its chat takes no messages any more.</summary>
    Gone,

    /// <summary>An edit of what cannot be edited, or of what is too old to matter.</summary>
    Dropped,
}

/// <summary>Writes conditions on the state of a message, and the statements that change it.</summary>
internal static class MessageStates
{
    /// <summary>The transitions there are; all others are refused.</summary>
    public static IReadOnlyList<(MessageState From, MessageState To)> Transitions { get; } =
    [
        (MessageState.Waiting, MessageState.Sending),
        (MessageState.Waiting, MessageState.Sent),
        (MessageState.Waiting, MessageState.Refused),
        (MessageState.Waiting, MessageState.Gone),
        (MessageState.Waiting, MessageState.Dropped),
        (MessageState.Unsure, MessageState.Sending),
        (MessageState.Unsure, MessageState.Sent),
        (MessageState.Unsure, MessageState.Refused),
        (MessageState.Unsure, MessageState.GivenUp),
        (MessageState.Unsure, MessageState.Gone),
        (MessageState.Unsure, MessageState.Dropped),
        (MessageState.Sending, MessageState.Waiting),
        (MessageState.Sending, MessageState.Unsure),
        (MessageState.Sending, MessageState.Sent),
        (MessageState.Sending, MessageState.Refused),
        (MessageState.Sending, MessageState.GivenUp),
        (MessageState.Sending, MessageState.Gone),
    ];

    /// <summary>How a state is stored.</summary>
    public static string Code(this MessageState state) =>
        state switch
        {
            MessageState.Waiting => "waiting",
            MessageState.Sending => "sending",
            MessageState.Unsure => "unsure",
            MessageState.Sent => "sent",
            MessageState.Refused => "refused",
            MessageState.GivenUp => "given-up",
            MessageState.Gone => "gone",
            MessageState.Dropped => "dropped",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };

    /// <summary>Whether nothing leads on from the state: the row has a date in <c>settled</c>.</summary>
    public static bool IsFinal(this MessageState state) => !Transitions.Any(step => step.From == state);

    /// <summary>The condition that a row is in the state.</summary>
    public static string Is(MessageState state, string column = "state") => $"{column} = '{state.Code()}'";

    /// <summary>
    /// Writes the statement that brings rows into a state; those that the table does not let go there stay as they are.
    /// A final state settles the row at <c>@now</c>.
    /// </summary>
    /// <param name="to">The state.</param>
    /// <param name="where">Which rows.</param>
    /// <param name="set">Other columns to set; none when empty.</param>
    public static string Move(MessageState to, string where, string set = "")
    {
        var from = Transitions.Where(step => step.To == to).Select(step => $"'{step.From.Code()}'").ToList();
        var isThere = from.Count == 1 ? $"state = {from[0]}" : $"state IN ({string.Join(", ", from)})";
        var settled = to.IsFinal() ? ", settled = @now" : "";
        return $"UPDATE outbox SET state = '{to.Code()}'{settled}{(set.Length > 0 ? $", {set}" : "")} "
            + $"WHERE {isThere} AND settled IS NULL AND {where};\n";
    }

    /// <summary>
    /// Brings rows that are being sent back to where they were before: those that were of unknown fate still are.
    /// </summary>
    public static string PutBack(string where) =>
        Move(MessageState.Unsure, $"repeats > 0 AND {where}") + Move(MessageState.Waiting, $"repeats = 0 AND {where}");
}
