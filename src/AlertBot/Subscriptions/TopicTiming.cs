namespace AlertBot.Subscriptions;

/// <summary>When what is of one topic comes, where that differs from what the chat has set for all.</summary>
internal enum TopicTiming
{
    /// <summary>As all topics do.</summary>
    Usual,

    /// <summary>All of it at once, save in quiet time.</summary>
    Now,

    /// <summary>All of it in the next digest.</summary>
    Digest,

    /// <summary>Only what a desk has to know; the rest is not sent.</summary>
    OnlyMust,
}

/// <summary>How a <see cref="TopicTiming"/> is written.</summary>
internal static class TopicTimings
{
    private static readonly (TopicTiming Timing, string Code)[] Codes =
    [
        (TopicTiming.Usual, "usual"),
        (TopicTiming.Now, "now"),
        (TopicTiming.Digest, "digest"),
        (TopicTiming.OnlyMust, "must"),
    ];

    public static string Code(this TopicTiming timing) => Codes.First(code => code.Timing == timing).Code;

    /// <summary>Null for what is no code.</summary>
    public static TopicTiming? Parse(string code) =>
        Codes.Where(known => known.Code == code).Select(known => (TopicTiming?)known.Timing).FirstOrDefault();
}
