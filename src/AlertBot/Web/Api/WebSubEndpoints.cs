using AlertBot.Feeds;
using AlertBot.Feeds.WebSub;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web.Api;

/// <summary>
/// Where hubs call (WebSub). They know no password: each subscription's path is its own, and as long as a key.
/// </summary>
internal static class WebSubEndpoints
{
    public static void Map(IEndpointRouteBuilder app, IServiceProvider services)
    {
        var calls = services.GetRequiredService<HubCalls>();
        var mostBytes = services.GetRequiredService<IOptions<FeedsOptions>>().Value.MaxBodyBytes;
        app.MapGet($"{WebSubStore.Folder}/{{path}}", (RequestDelegate)(context => VerifyAsync(context, calls)))
            .WithMetadata(new AllowAnonymousAttribute(), new AnyHost());
        app.MapPost(
                $"{WebSubStore.Folder}/{{path}}",
                (RequestDelegate)(context => TakeAsync(context, calls, mostBytes))
            )
            .WithMetadata(new AllowAnonymousAttribute(), new AnyHost());
    }

    private static async Task VerifyAsync(HttpContext context, HubCalls calls)
    {
        var query = context.Request.Query;
        var question = new HubQuestion(
            query["hub.mode"],
            query["hub.topic"],
            query["hub.challenge"],
            query["hub.lease_seconds"]
        );
        if (await calls.VerifyAsync(PathOf(context), question, context.RequestAborted) is not { } answer)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }

    private static async Task TakeAsync(HttpContext context, HubCalls calls, int mostBytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = mostBytes;
        var isKnown = await calls.TakeAsync(
            PathOf(context),
            context.Request.Headers["X-Hub-Signature"],
            context.Request.Body,
            context.RequestAborted
        );
        context.Response.StatusCode = isKnown ? StatusCodes.Status202Accepted : StatusCodes.Status410Gone;
    }

    private static string PathOf(HttpContext context) => $"{context.Request.RouteValues["path"]}";
}

/// <summary>Marks what may be asked for under any host's name, as nothing there is for a browser.</summary>
internal sealed class AnyHost;
