using System.Globalization;
using AlertBot.Channels;
using AlertBot.Feeds.Health;
using AlertBot.Hosting;
using AlertBot.Rules;
using AlertBot.Storage.Backups;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web.Pages;

/// <summary>The addresses of the pages.</summary>
internal static class PageEndpoints
{
    public static void Map(IEndpointRouteBuilder app, IServiceProvider services)
    {
        var store = services.GetRequiredService<PageStore>();
        var clock = services.GetRequiredService<TimeProvider>();
        var status = new StatusPage(
            store,
            services.GetRequiredService<FeedHealthStore>(),
            services.GetRequiredService<ChannelSet>(),
            services.GetRequiredService<ConfigReloader>(),
            services.GetRequiredService<StoreDamage>(),
            clock
        );
        var rules = new RulesPage(store, services.GetRequiredService<CurrentRules>(), clock);
        var stories = new StoriesPage(store);
        app.MapGet("/", Send("/", _ => status.WriteAsync));
        app.MapGet("/stories", Send("/stories", _ => stories.ListAsync));
        app.MapGet("/stories/{id:long}", Send("/stories", values =>
            {
                var id = long.Parse((string)values["id"]!, CultureInfo.InvariantCulture);
                return (pageLayout, ct) => stories.StoryAsync(pageLayout, id, ct);
            }));
        app.MapGet("/rules", Send("/rules", _ => rules.WriteAsync));
        app.MapGet("/{**any}", Send("", _ => (_, _) => Task.FromResult<Html?>(null)));
    }

    /// <param name="path">The page, as the menu names it.</param>
    /// <param name="write">Takes what the address names and gives what writes the page; that gives null when there is
    /// no such thing.</param>
    private static RequestDelegate Send(
        string path,
        Func<RouteValueDictionary, Func<PageLayout, CancellationToken, Task<Html?>>> write
    ) =>
        async context =>
        {
            var pageLayout = PageLayout.For(context, path);
            var page = await write(context.Request.RouteValues)(pageLayout, context.RequestAborted);
            if (page is null)
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"{page ?? NotFound(pageLayout)}", context.RequestAborted);
        };

    /// <summary>
    /// In another language it leads to the first page: an address that anyone made up ("//elsewhere.example") is no
    /// link of ours.
    /// </summary>
    private static Html NotFound(PageLayout pageLayout) =>
        (pageLayout with { Address = "/" }).Render(pageLayout.Texts.NotFound, $"<p>{pageLayout.Texts.NotFoundWhy}</p>");
}
