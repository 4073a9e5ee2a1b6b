using AlertBot.Chats;
using AlertBot.Storage;
using AlertBot.Storage.Leases;

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
            .AddSingleton<IChatPauses, ChatPauses>()
            .AddSingleton<DeliveryRecords>()
            .AddSingleton<IChatRecords>(provider => provider.GetRequiredService<DeliveryRecords>())
            .AddSingleton<ILeaseOwner>(provider => provider.GetRequiredService<DeliveryRecords>())
            .AddSingleton<IDatedRecords>(provider => provider.GetRequiredService<DeliveryRecords>())
            .AddSingleton<ArrivalWriter>()
            .AddSingleton<DeliveryOutcomeWriter>();
    }
}
