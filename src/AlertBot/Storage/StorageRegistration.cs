using AlertBot.Storage.Backups;
using AlertBot.Storage.Leases;

namespace AlertBot.Storage;

internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services
            .AddOptions<StorageOptions>()
            .BindConfiguration("ConnectionStrings")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(provider => Node.Start(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Database>();
        services.AddSingleton<Schema>();
        services.AddSingleton<StoreDamage>();
        services.AddSingleton<StoreLock>();
        services.AddSingleton<StoreBackup>();
        services.AddSingleton<StoreCopy>();
        services.AddSingleton<NodeClock>();
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<NodeClock>());
        services.AddSingleton<ListenerLease>();
        services.AddSingleton<NodeShare>();
        services.AddSingleton<NodeStore>();
        services.AddSingleton<ILeaseOwner>(provider => provider.GetRequiredService<ListenerLease>());
        services.AddSingleton<IDatedRecords>(provider => provider.GetRequiredService<ListenerLease>());
        services.AddSingleton<IDatedRecords>(provider => provider.GetRequiredService<NodeStore>());
        services.AddSingleton<KeyValueStore>();
        return services;
    }
}
