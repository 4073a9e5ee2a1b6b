using System.Globalization;
using AlertBot.Channels.Discord.Api;
using Discord;

namespace AlertBot.Channels.DiscordNet;

/// <summary>Our embeds as the library builds them.</summary>
internal static class DiscordNetEmbeds
{
    public static Embed[] Build(DiscordMessage message) => [.. (message.Embeds ?? []).Select(Build)];

    private static Embed Build(DiscordEmbed embed)
    {
        var built = new EmbedBuilder
        {
            Title = embed.Title,
            Description = embed.Description,
            Url = embed.Url,
        };
        if (embed.Color is { } colour)
            built.Color = new Color((uint)colour);
        if (embed.Timestamp is { } time)
            built.Timestamp = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
        foreach (var field in embed.Fields ?? [])
            built.AddField(field.Name, field.Value, field.Inline);
        if (embed.Footer is { } footer)
            built.WithFooter(footer.Text);
        return built.Build();
    }
}
