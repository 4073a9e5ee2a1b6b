using Microsoft.Extensions.Configuration;

namespace AlertBot.Config;

internal static class ConfigRegistration
{
    public static IServiceCollection AddConfig(
        this IServiceCollection services,
        ConfigFolder folder,
        IConfiguration settings
    )
    {
        services.AddTelemetry(settings);
        services.AddSingleton(folder);
        services.AddSingleton(provider => Node.Start(provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
