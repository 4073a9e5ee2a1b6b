using Microsoft.Extensions.Hosting;

namespace AlertBot.Web;

internal static class WebRegistration
{
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddOptions<WebOptions>().BindConfiguration("Web").ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<WebOptions>, WebOptionsCheck>()
            .AddSingleton<PageStore>()
            .AddSingleton<StoreMetrics>()
            .AddSingleton<BoundedWork>()
            .AddSingleton<WebServer>()
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<WebServer>());
    }

    private sealed class WebOptionsCheck : IValidateOptions<WebOptions>
    {
        public ValidateOptionsResult Validate(string? name, WebOptions options) =>
            options.Fault is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
