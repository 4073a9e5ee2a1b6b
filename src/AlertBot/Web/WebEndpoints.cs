using AlertBot.Web.Api;
using AlertBot.Web.Api.V1;
using AlertBot.Web.Pages;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web;

/// <summary>
/// Everything that is served: one line for each group. What needs no password says <c>AllowAnonymous()</c> where it is
/// mapped.
/// </summary>
internal static class WebEndpoints
{
    /// <param name="app">The web application.</param>
    /// <param name="services">The bot's own services; those of <paramref name="app"/> are not the same.</param>
    public static void Map(IEndpointRouteBuilder app, IServiceProvider services)
    {
        Assets.Map(app);
        HealthEndpoints.Map(app);
        ApiEndpoints.Map(app);
        PageEndpoints.Map(app);
        WebSubEndpoints.Map(app, services);
        UnsubscribeEndpoints.Map(app, services);
    }
}
