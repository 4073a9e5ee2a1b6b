using AlertBot.Web.Api;
using AlertBot.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
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
    /// <param name="guard">Tells our own forms from another site's.</param>
    public static void Map(IEndpointRouteBuilder app, IServiceProvider services, IAntiforgery guard)
    {
        Assets.Map(app);
        HealthEndpoints.Map(app, services);
        PageEndpoints.Map(app, services);
        WebSubEndpoints.Map(app, services);
        TryEndpoints.Map(app, services, guard);
    }
}
