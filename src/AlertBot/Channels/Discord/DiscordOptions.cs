using System.ComponentModel.DataAnnotations;

namespace AlertBot.Channels.Discord;

/// <summary>The Discord bot; section <c>Discord</c>. With neither token nor webhook the channel is off.</summary>
internal sealed class DiscordOptions
{
    /// <summary>
    /// From the developer portal, page Bot. A secret: set it by the environment or by <see cref="TokenFile"/>.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>A file that holds the token, as container secrets are mounted.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Discord's API; the gateway's address comes from there. Plain http only on this machine.</summary>
    public string ApiBaseUrl { get; set; } = "https://discord.com/api/v10";

    /// <summary>
    /// Webhook URLs by a name of one's own: the chat <c>discord:webhook/desk</c> is the URL under <c>desk</c>, or in
    /// the file that <c>deskFile</c> names. The URLs are secrets.
    /// </summary>
    public Dictionary<string, string> Webhooks { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether alerts in announcement channels are published to the servers that follow them.</summary>
    public bool Crosspost { get; set; }

    /// <summary>
    /// Longest wait for an answer. 1 second to 1 minute: a message is repeated under the same nonce while Discord
    /// remembers it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Requests a second over everything. Discord publishes 50 for a bot. 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int PerSecond { get; set; } = 48;
}
