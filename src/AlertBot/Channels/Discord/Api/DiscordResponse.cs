using System.Text.Json;

namespace AlertBot.Channels.Discord.Api;

/// <summary>What became of a request. The cases are all there are; what they mean is the caller's matter.</summary>
internal abstract record DiscordResponse
{
    private DiscordResponse() { }

    /// <summary>Done; the body is undefined where there is none.</summary>
    public sealed record Fine(JsonElement Body) : DiscordResponse;

    /// <summary>Discord will not.</summary>
    /// <param name="Status">HTTP's.</param>
    /// <param name="Code">Discord's own, 0 without one.</param>
    /// <param name="Why">Its words, with the path of each faulty field.</param>
    public sealed record Refused(int Status, int Code, string Why) : DiscordResponse;

    /// <summary>Too many requests, by Discord's word or by our own count of what it said before.</summary>
    /// <param name="Wait">Before the next of its kind.</param>
    /// <param name="Why">Which limit.</param>
    /// <param name="WholeBot">Nothing may be asked before then.</param>
    public sealed record TooMany(TimeSpan Wait, string Why, bool WholeBot) : DiscordResponse;

    /// <summary>No answer. <paramref name="MayStand"/>: the request had left and may have been carried out.</summary>
    public sealed record Silent(string Why, bool MayStand) : DiscordResponse;
}

/// <summary>What limits count by.</summary>
/// <param name="Name">Method and path without ids.</param>
/// <param name="Major">The channel, guild or webhook it is about; empty for none.</param>
internal readonly record struct DiscordRoute(string Name, string Major)
{
    public static DiscordRoute Send(string channel) => new("POST channels/messages", channel);

    public static DiscordRoute Post(string channel) => new("POST channels/threads", channel);

    public static DiscordRoute Edit(string channel) => new("PATCH channels/messages", channel);

    public static DiscordRoute Publish(string channel) => new("POST channels/messages/crosspost", channel);

    public static DiscordRoute Place(string channel) => new("GET channels", channel);
}
