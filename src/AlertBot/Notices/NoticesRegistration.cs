namespace AlertBot.Notices;

internal static class NoticesRegistration
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
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
