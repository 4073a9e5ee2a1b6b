using System.Data.Common;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AlertBot.Web.Api;

/// <summary>
/// For load balancers, containers and whoever watches: <c>/health/live</c> says that the process answers,
/// <c>/health/ready</c> that it does its work, with 503 and the names of what fails. Nothing of either is worth a
/// password: they name parts of the program, no chats, no feeds.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Map(IEndpointRouteBuilder app)
    {
        Map(
            app,
            "/health/live",
            _ => false,
            (context, _) => context.Response.WriteAsync("alive\n", context.RequestAborted)
        );
        Map(app, "/health/ready", _ => true, WriteAsync);
    }

    private static void Map(
        IEndpointRouteBuilder app,
        string path,
        Func<HealthCheckRegistration, bool> which,
        Func<HttpContext, HealthReport, Task> write
    ) =>
        app.MapHealthChecks(
                path,
                // No answer of ours is kept by anyone (WebServer.Headers), so this one need not say so again.
                new HealthCheckOptions
                {
                    Predicate = which,
                    ResponseWriter = write,
                    AllowCachingResponses = true,
                }
            )
            .WithMetadata(new AllowAnonymousAttribute(), new HttpMethodMetadata([HttpMethods.Get]));

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var faults = report.Entries.Values.Select(entry => entry.Exception).OfType<Exception>().ToList();
        // What a check did not expect is a fault of ours, which the server logs and answers with 500.
        if (faults.Find(fault => fault is not DbException) is { } fault)
            ExceptionDispatchInfo.Throw(fault);
        // Of a store that cannot be read nothing else is known.
        var checks =
            faults.Count > 0
                ? new() { ["store"] = new Check(false, faults[0].Message) }
                : report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new Check(entry.Value.Status == HealthStatus.Healthy, entry.Value.Description ?? "")
                );
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            JsonSerializer.Serialize(new { ready = report.Status == HealthStatus.Healthy, checks }, Format),
            context.RequestAborted
        );
    }

    /// <summary>One part of the program that must work.</summary>
    /// <param name="Fine">Whether it does.</param>
    /// <param name="Says">What was seen.</param>
    private sealed record Check(bool Fine, string Says);
}
