using AlertBot.Alerts.Rewriting;

namespace AlertBot.Alerts;

internal static class AlertsRegistration
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services
            .AddOptions<DeliveryOptions>()
            .BindConfiguration("Delivery")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddOptions<SummariesOptions>()
            .BindConfiguration("Summaries")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<StoryReports>()
            .AddSingleton<ModelBudget>()
            .AddSingleton<Model>()
            .AddSingleton<RewriteStore>()
            .AddSingleton<Rewriter>()
            .AddSingleton<AlertWriter>()
            .AddSingleton<Retelling>()
            .AddSingleton<DeliveryMetrics>()
            .AddSingleton<Outbox>()
            .AddSingleton<ParcelDelivery>()
            .AddSingleton<Corrections>()
            .AddSingleton<Endings>()
            .AddSingleton<Settlement>();
    }
}
