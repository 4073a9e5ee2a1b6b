using System.ComponentModel.DataAnnotations;

namespace AlertBot.Channels.Telegram;

/// <summary>The Telegram bot; section <c>Telegram</c>. Without a token the channel is off.</summary>
internal sealed class TelegramOptions
{
    /// <summary>From @BotFather. A secret: set it by the environment or by <see cref="TokenFile"/>.</summary>
    public string? Token { get; set; }

    /// <summary>A file that holds the token, as container secrets are mounted.</summary>
    public string? TokenFile { get; set; }

    /// <summary>A Bot API server of one's own; Telegram's when left out. Plain http only on this machine.</summary>
    public string? ApiBaseUrl { get; set; }

    /// <summary>
    /// Longest wait for an answer to a send. Short ones make unknown outcomes, and those make doubled messages. 1
    /// second to 5 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Messages a second over all chats. Telegram publishes about 30. 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int PerSecond { get; set; } = 25;

    /// <summary>Rest of a private chat after a message; Telegram publishes about 1 a second.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ChatRest { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Rest of a group or channel after a message; Telegram publishes 20 a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan GroupRest { get; set; } = TimeSpan.FromSeconds(3);
}
