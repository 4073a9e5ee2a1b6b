namespace AlertBot.Rules;

/// <summary>
/// How soon a desk has to know an event. Urgency is the rule's and says how an alert is marked and ordered; weight is
/// the event's and says whether it is sent at once; a rule may fix it. The numbers stand in the store.
/// </summary>
internal enum Weight
{
    /// <summary>Comment, reaction, routine: it can wait for a digest.</summary>
    Nice = 0,

    /// <summary>Agreed, signed, broken, begun, closed: within the hour.</summary>
    Must = 1,
}
