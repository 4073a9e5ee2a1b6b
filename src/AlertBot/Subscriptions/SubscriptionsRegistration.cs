namespace AlertBot.Subscriptions;

internal static class SubscriptionsRegistration
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) => services
        .AddSingleton<SubscriptionStore>()
        .AddSingleton<ChatCommands>();
}
