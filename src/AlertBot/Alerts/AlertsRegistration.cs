namespace AlertBot.Alerts;

internal static class AlertsRegistration
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().BindConfiguration("Delivery").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<AlertWriter>()
            .AddSingleton<Retelling>()
            .AddSingleton<Outbox>()
            .AddSingleton<Endings>()
            .AddSingleton<Settlement>();
    }
}
