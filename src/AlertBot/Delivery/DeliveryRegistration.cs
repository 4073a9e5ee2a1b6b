namespace AlertBot.Delivery;

internal static class DeliveryRegistration
{
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services
            .AddOptions<DeliveryOptions>()
            .BindConfiguration("Delivery")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<MessageUpdater>()
            .AddSingleton<DeliveryMetrics>()
            .AddSingleton<Outbox>()
            .AddSingleton<DeliveryWorker>()
            .AddSingleton<Corrections>()
            .AddSingleton<SubscriptionTermination>()
            .AddSingleton<DeliveryOutcomeWriter>();
    }
}
