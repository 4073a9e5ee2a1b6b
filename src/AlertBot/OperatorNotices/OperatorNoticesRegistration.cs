namespace AlertBot.OperatorNotices;

internal static class OperatorNoticesRegistration
{
    public static IServiceCollection AddOperatorNotices(this IServiceCollection services)
    {
        services
            .AddOptions<OperatorOptions>()
            .BindConfiguration("Operator")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<OperatorChat>()
            .AddSingleton<FeedNotices>()
            .AddSingleton<ConfigNotices>()
            .AddSingleton<StoreNotices>();
    }
}
