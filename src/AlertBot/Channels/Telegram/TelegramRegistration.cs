using AlertBot.Channels.Telegram.Api;
using AlertBot.Channels.Telegram.Receiving;
using AlertBot.Channels.Telegram.Sending;
using AlertBot.Storage.Leases;
using Microsoft.Extensions.Configuration;

namespace AlertBot.Channels.Telegram;

internal static class TelegramRegistration
{
    /// <summary>False when there is no token, and the channel stays off.</summary>
    public static bool AddTelegram(this IServiceCollection services, IConfiguration settings)
    {
        services
            .AddOptions<TelegramOptions>()
            .BindConfiguration("Telegram")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        if (string.IsNullOrWhiteSpace(settings["Telegram:Token"]))
        {
            services.AddSingleton(new SwitchedOff(log => log.TelegramOff()));
            return false;
        }
        services.AddSingleton<TelegramClient>();
        services.AddSingleton(provider => new SendRateLimiter(
            provider.GetRequiredService<IOptions<TelegramOptions>>().Value.PerSecond,
            provider.GetRequiredService<TimeProvider>(),
            share: provider.GetRequiredService<NodeShare>()
        ));
        services.AddSingleton<FloodDetector>();
        services.AddSingleton<IChannel, TelegramChannel>();
        services.AddSingleton<TelegramRights>();
        services.AddSingleton<TelegramManagedChannels>();
        services.AddSingleton<TelegramReplies>();
        services.AddSingleton<TelegramUpdates>();
        services.AddSingleton<TelegramDispatch>();
        services.AddSingleton<TelegramIntroduction>();
        services.AddHostedService<TelegramReceiver>();
        return true;
    }
}
