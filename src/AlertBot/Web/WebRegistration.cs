using AlertBot.Feeds.WebSub;
using AlertBot.RuleTesting;
using AlertBot.Web.Api;
using AlertBot.Web.Api.V1;
using AlertBot.Web.Pages;
using AlertBot.Web.Pages.Map;
using AlertBot.Web.Pages.Today;
using AlertBot.Web.Pages.Trends;
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
            .AddSingleton<TodayStore>()
            .AddSingleton<TrendFigures>()
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<TrendFigures>())
            .AddSingleton<MapFigures>()
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<MapFigures>())
            .AddSingleton<RuleFigures>()
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<RuleFigures>())
            .AddSingleton<ReportTexts>()
            .AddSingleton<ApiStore>()
            .AddSingleton<StoreMetrics>()
            .AddSingleton<BoundedWork>()
            .AddSingleton<WebServer>()
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<WebServer>());
    }

    private sealed class WebOptionsCheck(IOptions<WebSubOptions> hubs) : IValidateOptions<WebOptions>
    {
        public ValidateOptionsResult Validate(string? name, WebOptions options) =>
            options.Fault is { } fault ? ValidateOptionsResult.Fail(fault)
            : options.Url.Length == 0 && hubs.Value.PublicUrl is not null
                ? ValidateOptionsResult.Fail(
                    "Feeds:WebSub:PublicUrl is set and Web:Url is empty; hubs call the web page, so give it an address"
                )
            : ValidateOptionsResult.Success;
    }
}
