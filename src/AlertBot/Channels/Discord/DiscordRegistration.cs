using AlertBot.Channels.Discord.Api;
using AlertBot.Channels.Discord.Receiving;
using AlertBot.Channels.Discord.Sending;
using Microsoft.Extensions.Configuration;

namespace AlertBot.Channels.Discord;

internal static class DiscordRegistration
{
    /// <summary>
    /// False when there is neither token nor webhook, and the channel stays off. With webhooks alone nothing is
    /// listened to.
    /// </summary>
    public static bool AddDiscord(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptions<DiscordOptions>().BindConfiguration("Discord").ValidateDataAnnotations().ValidateOnStart();
        var hasToken = !string.IsNullOrWhiteSpace(settings["Discord:Token"]);
        if (!hasToken && !settings.GetSection("Discord:Webhooks").GetChildren().Any())
        {
            services.AddSingleton(new SwitchedOff(log => log.DiscordOff()));
            return false;
        }
        services.AddSingleton<DiscordLimits>();
        services.AddSingleton<InvalidRequests>();
        services.AddSingleton<DiscordRest>();
        services.AddSingleton<DiscordPlaces>();
        services.AddSingleton<DiscordWebhooks>();
#if DISCORDNET
        services.AddSingleton<IChannel, DiscordNet.DiscordNetChannel>();
#else
        services.AddSingleton<IChannel, DiscordChannel>();
#endif
        if (hasToken)
            services.AddDiscordListener();
        return true;
    }

    private static void AddDiscordListener(this IServiceCollection services)
    {
        services.AddSingleton(_ => new Random());
        services.AddSingleton<DiscordGateway>();
        services.AddSingleton<DiscordMenu>();
        services.AddSingleton<DiscordEvents>();
        services.AddSingleton<DiscordTopics>();
        services.AddSingleton<DiscordReplies>();
        services.AddSingleton<DiscordInteractions>();
        services.AddSingleton<DiscordDispatch>();
        services.AddHostedService<DiscordListener>();
    }
}
