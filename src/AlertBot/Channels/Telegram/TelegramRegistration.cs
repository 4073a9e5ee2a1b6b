using AlertBot.Storage;
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
            return false;
        services.AddSingleton<TelegramClient>();
        services.AddSingleton(provider => new SendPace(
            provider.GetRequiredService<IOptions<TelegramOptions>>().Value.PerSecond,
            provider.GetRequiredService<TimeProvider>(),
            share: provider.GetRequiredService<NodeShare>()
        ));
        services.AddSingleton<FloodWatch>();
        services.AddSingleton<IChannel, TelegramChannel>();
        services.AddSingleton<UpdateStore>();
        services.AddSingleton<TelegramRights>();
        services.AddSingleton<TelegramTargets>();
        services.AddSingleton<TelegramReplies>();
        services.AddSingleton<TelegramUpdates>();
        services.AddSingleton<TelegramDispatch>();
        services.AddSingleton<TelegramIntroduction>();
        services.AddHostedService<TelegramReceiver>();
        return true;
    }
}
