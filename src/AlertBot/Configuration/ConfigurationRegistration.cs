using AlertBot.Runtime;
using Microsoft.Extensions.Configuration;

namespace AlertBot.Configuration;

internal static class ConfigurationRegistration
{
    public static IServiceCollection AddConfiguration(
        this IServiceCollection services,
        ConfigFolder folder,
        IConfiguration settings
    )
    {
        services.AddTelemetry(settings);
        services.AddSingleton(folder);
        return services;
    }
}
