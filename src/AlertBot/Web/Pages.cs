using System.Globalization;
using AlertBot.Channels;
using AlertBot.Feeds;
using AlertBot.Rules;
using AlertBot.Schedule;
using AlertBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web;

/// <summary>The addresses of the pages.</summary>
internal static class Pages
{
    public static void Map(IEndpointRouteBuilder app, IServiceProvider services)
    {
        var store = services.GetRequiredService<PageStore>();
        var clock = services.GetRequiredService<TimeProvider>();
        var status = new StatusPage(
            store,
            services.GetRequiredService<FeedHealthStore>(),
            services.GetRequiredService<ChannelSet>(),
            services.GetRequiredService<LiveConfig>(),
            services.GetRequiredService<StoreDamage>(),
            clock
        );
        var rules = new RulesPage(store, services.GetRequiredService<RuleBook>(), clock);
        var stories = new StoriesPage(store);
        app.MapGet("/", Send("/", _ => status.WriteAsync));
        app.MapGet("/stories", Send("/stories", _ => stories.ListAsync));
        app.MapGet("/stories/{id:long}", Send("/stories", values =>
            {
                var id = long.Parse((string)values["id"]!, CultureInfo.InvariantCulture);
                return (frame, ct) => stories.StoryAsync(frame, id, ct);
            }));
        app.MapGet("/rules", Send("/rules", _ => rules.WriteAsync));
        app.MapGet("/{**any}", Send("", _ => (_, _) => Task.FromResult<Html?>(null)));
    }

    /// <param name="path">The page, as the menu names it.</param>
    /// <param name="write">Takes what the address names and gives what writes the page; that gives null when there is
    /// no such thing.</param>
    private static RequestDelegate Send(
        string path,
        Func<RouteValueDictionary, Func<Frame, CancellationToken, Task<Html?>>> write
    ) =>
        async context =>
        {
            var frame = Frame.Of(context, path);
            var page = await write(context.Request.RouteValues)(frame, context.RequestAborted);
            if (page is null)
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"{page ?? NotFound(frame)}", context.RequestAborted);
        };

    /// <summary>
    /// In another language it leads to the first page: an address that anyone made up ("//elsewhere.example") is no
    /// link of ours.
    /// </summary>
    private static Html NotFound(Frame frame) =>
        (frame with { Address = "/" }).Around(frame.Texts.NotFound, $"<p>{frame.Texts.NotFoundWhy}</p>");
}
