using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AlertBot.Channels;
using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Health;
using AlertBot.Hosting;
using AlertBot.Rules;
using AlertBot.RuleTesting;
using AlertBot.Search;
using AlertBot.Storage.Backups;
using AlertBot.Subscriptions;
using AlertBot.Web.Components;
using AlertBot.Web.Pages.Map;
using AlertBot.Web.Pages.Today;
using AlertBot.Web.Pages.Trends;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web.Pages;

/// <summary>
/// The addresses of the pages, which are Razor components rendered once, on the server. Only the page to try rules on
/// is asked by POST, since texts are long; nothing it does is kept.
/// </summary>
internal static class PageEndpoints
{
    /// <param name="services">Of the web application.</param>
    /// <param name="bot">The bot's own services, of which pages are handed what they show.</param>
    public static void AddPages(this IServiceCollection services, IServiceProvider bot)
    {
        services.AddRazorComponents();
        // Arabic stays readable in the source, and a third as long.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services
            .AddHttpContextAccessor()
            .AddCascadingValue(provider =>
                PageContext.For(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!)
            );
        services
            .AddSingleton(bot.GetRequiredService<PageStore>())
            .AddSingleton(bot.GetRequiredService<TodayStore>())
            .AddSingleton(bot.GetRequiredService<TrendFigures>())
            .AddSingleton(bot.GetRequiredService<RuleFigures>())
            .AddSingleton(bot.GetRequiredService<MapFigures>())
            .AddSingleton(bot.GetRequiredService<ReportTexts>())
            .AddSingleton(bot.GetRequiredService<FeedHealthStore>())
            .AddSingleton(bot.GetRequiredService<ChannelSet>())
            .AddSingleton(bot.GetRequiredService<ConfigReloader>())
            .AddSingleton(bot.GetRequiredService<StoreDamage>())
            .AddSingleton(bot.GetRequiredService<CurrentRules>())
            .AddSingleton(bot.GetRequiredService<ConfigFolder>())
            .AddSingleton(bot.GetRequiredService<EntryStore>())
            .AddSingleton(bot.GetRequiredService<BoundedWork>())
            .AddSingleton(bot.GetRequiredService<FeedSources>())
            .AddSingleton(bot.GetRequiredService<SearchReader>())
            .AddSingleton(bot.GetRequiredService<EntrySearch>())
            .AddSingleton(bot.GetRequiredService<FeedbackStore>())
            .AddSingleton<EditedRules>()
            .AddSingleton<RecentEntries>()
            .AddSingleton<TryRunner>();
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", Show<StatusPage>);
        app.MapGet("/today", Show<TodayPage>);
        app.MapPost("/today/read", MarkAllRead);
        app.MapGet("/stories", Show<StoriesPage>);
        app.MapGet("/stories/{id:long}", ShowStory);
        app.MapGet("/map", Show<MapPage>);
        app.MapGet("/trends", Show<TrendsPage>);
        app.MapGet("/search", Show<SearchPage>);
        app.MapGet("/search.csv", context => ExportAsync(context, "text/csv; charset=utf-8", SearchExport.ToCsv));
        app.MapGet("/search.json", context =>
            ExportAsync(context, "application/json; charset=utf-8", SearchExport.ToJson)
        );
        app.MapGet("/rules", Show<RulesPage>);
        app.MapGet("/feedback", Show<FeedbackPage>);
        app.MapGet("/try", Show<TryPage>);
        app.MapPost("/try", TryAsync);
        app.MapGet("/{**any}", ShowNotFound);
    }

    private static Task Show<TPage>(HttpContext context)
        where TPage : IComponent => Render(context, new RazorComponentResult<TPage>());

    private static Task ShowStory(HttpContext context)
    {
        var id = long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);
        return Render(
            context,
            new RazorComponentResult<StoryPage>(new Dictionary<string, object?> { [nameof(StoryPage.Id)] = id })
        );
    }

    /// <summary>Nothing is kept here: the reader's own browser is told the time. No other site has to say so.</summary>
    private static Task MarkAllRead(HttpContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }
        LastVisit.MarkAllRead(context, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = PageContext.For(context).Link("/today");
        return Task.CompletedTask;
    }

    private static Task ShowNotFound(HttpContext context) =>
        Render(context, new RazorComponentResult<NotFoundPage> { StatusCode = StatusCodes.Status404NotFound });

    /// <summary>What a search finds as a file; 400 where it cannot be read.</summary>
    private static async Task ExportAsync(HttpContext context, string type, Func<IEnumerable<SearchHit>, string> write)
    {
        var form = SearchForm.Parse(context.Request);
        var services = context.RequestServices;
        var (query, _) = await services
            .GetRequiredService<SearchReader>()
            .ReadAsync(form.Request, context.RequestAborted);
        if (query is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var found = await services
            .GetRequiredService<EntrySearch>()
            .FindAsync(query, null, SearchExport.Most, context.RequestAborted);
        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition =
            $"attachment; filename=search{Path.GetExtension(context.Request.Path.Value)}";
        await context.Response.WriteAsync(write(found.Hits), context.RequestAborted);
    }

    private static async Task TryAsync(HttpContext context)
    {
        if (await TryForm.FaultAsync(context) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }
        if (!await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var form = await TryForm.ParseAsync(context);
        var files = context.RequestServices.GetRequiredService<EditedRules>();
        await (
            form.Do == "download"
            && (files.Names.Contains(form.File) || (form.IsNew && files.FaultOfNew(form.File) is null))
                ? DownloadAsync(context, form)
                : Show<TryPage>(context)
        );
    }

    private static Task DownloadAsync(HttpContext context, TryForm form)
    {
        context.Response.ContentType = "application/yaml; charset=utf-8";
        var name = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName(form.File);
        context.Response.Headers.ContentDisposition = name.ToString();
        return context.Response.WriteAsync(form.Yaml, context.RequestAborted);
    }

    private static Task Render<TPage>(HttpContext context, RazorComponentResult<TPage> page)
        where TPage : IComponent
    {
        // The renderer makes an address of what the request names as the host, which may be none. No page shows it.
        context.Request.Host = new HostString("localhost");
        page.PreventStreamingRendering = true;
        ReaderZone.Keep(context);
        // For the framework's script, which no page has.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Remove("blazor-enhanced-nav");
            return Task.CompletedTask;
        });
        return page.ExecuteAsync(context);
    }
}
