using System.Text.Json;
using AlertBot.Storage.Backups;
using AlertBot.Storage.Leases;
using AlertBot.Web.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web.Api;

/// <summary>
/// For load balancers, containers and whoever watches: <c>/health/live</c> says that the process answers,
/// <c>/health/ready</c> that it does its work, with 503 and the names of what fails. Nothing of either is worth a
/// password: they name parts of the program, no chats, no feeds.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Map(IEndpointRouteBuilder app, IServiceProvider services)
    {
        var readiness = new Readiness(
            services.GetRequiredService<PageStore>(),
            services.GetRequiredService<NodeStore>(),
            services.GetRequiredService<StoreDamage>(),
            services.GetRequiredService<TimeProvider>()
        );
        app.MapGet(
                "/health/live",
                (RequestDelegate)(context => context.Response.WriteAsync("alive\n", context.RequestAborted))
            )
            .WithMetadata(new AllowAnonymousAttribute());
        app.MapGet(
                "/health/ready",
                (RequestDelegate)(
                    async context =>
                    {
                        var checks = await readiness.CheckAsync(context.RequestAborted);
                        context.Response.StatusCode = checks.All(check => check.IsFine)
                            ? StatusCodes.Status200OK
                            : StatusCodes.Status503ServiceUnavailable;
                        context.Response.ContentType = "application/json";
                        await context.Response.WriteAsync(
                            JsonSerializer.Serialize(
                                new
                                {
                                    ready = checks.All(check => check.IsFine),
                                    checks = checks.ToDictionary(
                                        check => check.Name,
                                        check => new { fine = check.IsFine, check.Says }
                                    ),
                                },
                                Format
                            ),
                            context.RequestAborted
                        );
                    }
                )
            )
            .WithMetadata(new AllowAnonymousAttribute());
    }
}
