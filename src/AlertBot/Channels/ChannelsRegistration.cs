using AlertBot.Channels.Console;
using AlertBot.Channels.Discord;
using AlertBot.Channels.Mail;
using AlertBot.Channels.Telegram;
using AlertBot.Channels.Webhook;
using AlertBot.Chats;
using Microsoft.Extensions.Configuration;

namespace AlertBot.Channels;

internal static class ChannelsRegistration
{
    /// <summary>Switches on each channel that has a token; with none, alerts stand on the console.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton<ChannelSet>();
        services.AddSingleton<ChannelAccess>();
        services.AddSingleton<UpdateStore>();
        services.AddSingleton<IChatRecords>(provider => provider.GetRequiredService<UpdateStore>());
        var any =
            services.AddTelegram(settings)
            | services.AddDiscord(settings)
            | services.AddWebhooks(settings)
            | services.AddMail(settings);
        if (!any)
            services.AddSingleton<IChannel>(new ConsoleChannel(System.Console.Out));
        return services;
    }
}
