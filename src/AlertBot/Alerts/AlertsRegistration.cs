namespace AlertBot.Alerts;

internal static class AlertsRegistration
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().BindConfiguration("Delivery").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SummariesOptions>().BindConfiguration("Summaries").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<StoryReports>()
            .AddSingleton<AlertWriter>()
            .AddSingleton<Retelling>()
            .AddSingleton<Outbox>()
            .AddSingleton<Endings>()
            .AddSingleton<Settlement>();
    }
}
