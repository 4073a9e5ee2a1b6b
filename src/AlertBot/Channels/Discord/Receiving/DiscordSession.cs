namespace AlertBot.Channels.Discord.Receiving;

/// <summary>A session at the gateway, by which a new connection takes up where the last one broke.</summary>
/// <param name="Id">Discord's.</param>
/// <param name="ResumeUrl">Where it is resumed.</param>
internal sealed record DiscordSession(string Id, Uri ResumeUrl)
{
    /// <summary>Of the last event that was read.</summary>
    public long Sequence { get; set; }
}

/// <summary>How a connection ended, and so how the next one begins.</summary>
/// <param name="Next">What to do.</param>
/// <param name="Wait">At least this long before it.</param>
/// <param name="Why">In words, for the log.</param>
internal sealed record DiscordDisconnect(DiscordReconnect Next, TimeSpan Wait, string Why)
{
    /// <summary>
    /// By the code the gateway closed with (Gateway Close Event Codes, read 2026-11-23); null when the line just broke.
    /// </summary>
    public static DiscordDisconnect OfCode(int? code) =>
        code switch
        {
            4004 => new(DiscordReconnect.Stop, TimeSpan.Zero, "the token is refused (4004)"),
            >= 4010 and <= 4014 => new(
                DiscordReconnect.Stop,
                TimeSpan.Zero,
                $"shards, version or intents are refused ({code})"
            ),
            // 4003 and 4005 would be faults of ours, 4007 and 4009 end the session.
            1000 or 4003 or 4005 or 4007 or 4009 => new(
                DiscordReconnect.Identify,
                TimeSpan.Zero,
                $"the session has ended ({code})"
            ),
            4008 => new(DiscordReconnect.Resume, TimeSpan.FromMinutes(1), "too many messages of ours (4008)"),
            null => new(DiscordReconnect.Resume, TimeSpan.Zero, "the line broke"),
            _ => new(DiscordReconnect.Resume, TimeSpan.Zero, $"closed by the gateway ({code})"),
        };
}

internal enum DiscordReconnect
{
    /// <summary>The same session on a new connection: what was missed is replayed.</summary>
    Resume,

    /// <summary>A new session.</summary>
    Identify,

    /// <summary>Nothing helps but an operator.</summary>
    Stop,
}
