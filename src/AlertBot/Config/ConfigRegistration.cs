namespace AlertBot.Config;

internal static class ConfigRegistration
{
    public static IServiceCollection AddConfig(this IServiceCollection services, ConfigFolder folder)
    {
        services.AddSingleton(folder);
        services.AddSingleton(provider => Node.Start(provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
