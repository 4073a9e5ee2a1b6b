namespace AlertBot.Alerts;

internal static class AlertsRegistration
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().BindConfiguration("Delivery").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<AlertWriter>()
            .AddSingleton<Outbox>()
            .AddSingleton<Settlement>();
    }
}
