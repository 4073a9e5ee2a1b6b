using Microsoft.Extensions.Configuration;

namespace AlertBot.Channels.Webhook;

internal static class WebhookRegistration
{
    /// <summary>False when the settings name no webhook, and the channel stays off.</summary>
    public static bool AddWebhooks(this IServiceCollection services, IConfiguration settings)
    {
        var hooks = WebhookOptions.Bind(settings);
        if (hooks.Count > 0)
            services.AddSingleton<IChannel>(provider => new WebhookChannel(
                hooks,
                provider.GetRequiredService<TimeProvider>()
            ));
        return hooks.Count > 0;
    }
}
