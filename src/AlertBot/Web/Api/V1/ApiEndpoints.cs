using System.Threading.RateLimiting;
using AlertBot.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web.Api.V1;

/// <summary>
/// The interface for other programs: it only reads, is described at <c>/api/v1/openapi.json</c>, and keeps its form for
/// as long as its address says v1. Lists come in parts; what is wrong with a request is said by problem+json.
/// </summary>
internal static class ApiEndpoints
{
    private const string Root = $"{ApiProblem.Root}/v1";

    /// <summary>Requests at work at once, and as many again that wait: the store serves alerts first.</summary>
    private const int MostAtOnce = 4;

    private const int MostWaiting = 16;

    /// <param name="services">Of the web application.</param>
    /// <param name="bot">The bot's own services.</param>
    public static void AddApi(this IServiceCollection services, IServiceProvider bot)
    {
        services
            .AddSingleton(bot.GetRequiredService<ApiStore>())
            .AddSingleton(
                new ConcurrencyLimiter(
                    new ConcurrencyLimiterOptions { PermitLimit = MostAtOnce, QueueLimit = MostWaiting }
                )
            )
            .AddOpenApi("v1", description =>
            {
                description.ShouldInclude = endpoint =>
                    endpoint.RelativePath?.StartsWith(Root[1..], StringComparison.Ordinal) == true;
                description.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info.Title = "AlertBot";
                        document.Info.Version = "1";
                        document.Info.Description = "What AlertBot read, matched and told. It only reads.";
                        document.Servers?.Clear();
                        return Task.CompletedTask;
                    }
                );
            });
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/api/{documentName}/openapi.json");
        var api = app.MapGroup(Root).AddEndpointFilter(LimitAsync);
        Describe(api.MapGet("/events", ListEventsAsync), "events", "Events, newest first.");
        Describe(api.MapGet("/events/{id:long}", GetEventAsync), "event", "One event with its reports.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        Describe(api.MapGet("/stories", ListStoriesAsync), "stories", "Stories, that which began last first.");
        Describe(api.MapGet("/stories/{id:long}", GetStoryAsync), "story", "One story with its events.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        Describe(api.MapGet("/entries", ListEntriesAsync), "entries", "What the feeds brought, newest first.");
        Describe(api.MapGet("/matches", ListMatchesAsync), "matches", "Which entry met which rule, newest first.");
        Describe(api.MapGet("/counts", CountAsync), "counts", "Entries and events by day and topic.");
        Describe(api.MapGet("/events.csv", WriteCsvAsync), "events-csv", "Events as a file for spreadsheets.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
        Describe(
                api.MapGet("/calendar.ics", WriteCalendarAsync),
                "calendar",
                "Days that events announce, as a calendar."
            )
            .Produces<string>(StatusCodes.Status200OK, "text/calendar");
        Describe(api.MapGet("/alerts.atom", WriteAtomAsync), "alerts-atom", "The newest alerts as an Atom feed.")
            .Produces<string>(StatusCodes.Status200OK, "application/atom+xml");
        Describe(api.MapGet("/alerts.json", WriteJsonFeedAsync), "alerts-json", "The newest alerts as a JSON Feed.")
            .Produces<JsonFeed>(StatusCodes.Status200OK, "application/feed+json");
        app.MapGet(ApiProblem.Root + "/{**any}", (HttpContext context) =>
            ApiProblem.WriteAsync(
                context,
                StatusCodes.Status404NotFound,
                $"There is nothing here; {Root}/openapi.json lists what there is."
            )
        );
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint
            .WithName(name)
            .WithSummary(summary)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    /// <summary>Holds back more requests at once than the store should serve beside alerts.</summary>
    private static async ValueTask<object?> LimitAsync(
        EndpointFilterInvocationContext call,
        EndpointFilterDelegate next
    )
    {
        var limiter = call.HttpContext.RequestServices.GetRequiredService<ConcurrencyLimiter>();
        using var turn = await limiter.AcquireAsync(1, call.HttpContext.RequestAborted);
        if (turn.IsAcquired)
            return await next(call);
        call.HttpContext.Response.Headers.RetryAfter = "1";
        return ApiProblem.Busy();
    }

    private static async Task<Results<Ok<ApiPage<ApiEvent>>, ProblemHttpResult>> ListEventsAsync(
        [AsParameters] ApiParameters asked,
        CurrentRules rules,
        ApiStore store,
        CancellationToken ct
    ) =>
        ApiQuery.Parse(asked, rules.Current, out var fault) is { } query
            ? TypedResults.Ok(await store.EventsAsync(query, summaries: true, ct))
            : ApiProblem.BadRequest(fault);

    private static async Task<Results<Ok<ApiEventWithReports>, ProblemHttpResult>> GetEventAsync(
        long id,
        ApiStore store,
        CancellationToken ct
    ) =>
        await store.EventAsync(id, ct) is { } found
            ? TypedResults.Ok(new ApiEventWithReports(found, await store.ReportsAsync(id, ct)))
            : ApiProblem.NotFound($"There is no event {id}; it may be so old that it was forgotten.");

    private static async Task<Results<Ok<ApiPage<ApiStory>>, ProblemHttpResult>> ListStoriesAsync(
        [AsParameters] ApiParameters asked,
        CurrentRules rules,
        ApiStore store,
        CancellationToken ct
    ) =>
        ApiQuery.Parse(asked, rules.Current, out var fault) is { } query
            ? TypedResults.Ok(await store.StoriesAsync(query, ct))
            : ApiProblem.BadRequest(fault);

    private static async Task<Results<Ok<ApiStoryWithEvents>, ProblemHttpResult>> GetStoryAsync(
        long id,
        ApiStore store,
        CancellationToken ct
    ) =>
        await store.StoryAsync(id, ct) is { } found
            ? TypedResults.Ok(new ApiStoryWithEvents(found, await store.EventsOfAsync(id, ct)))
            : ApiProblem.NotFound($"There is no story {id}; it may be so old that it was forgotten.");

    private static async Task<Results<Ok<ApiPage<ApiEntry>>, ProblemHttpResult>> ListEntriesAsync(
        [AsParameters] ApiParameters asked,
        CurrentRules rules,
        ApiStore store,
        CancellationToken ct
    ) =>
        ApiQuery.Parse(asked, rules.Current, out var fault) is { } query
            ? TypedResults.Ok(await store.EntriesAsync(query, ct))
            : ApiProblem.BadRequest(fault);

    private static async Task<Results<Ok<ApiPage<ApiMatch>>, ProblemHttpResult>> ListMatchesAsync(
        [AsParameters] ApiParameters asked,
        CurrentRules rules,
        ApiStore store,
        CancellationToken ct
    ) =>
        ApiQuery.Parse(asked, rules.Current, out var fault) is { } query
            ? TypedResults.Ok(await store.MatchesAsync(query, ct))
            : ApiProblem.BadRequest(fault);

    private static async Task<Results<Ok<ApiPage<ApiCount>>, ProblemHttpResult>> CountAsync(
        [AsParameters] ApiParameters asked,
        CurrentRules rules,
        ApiStore store,
        CancellationToken ct
    ) =>
        ApiQuery.Parse(asked, rules.Current, out var fault) is { } query
            ? TypedResults.Ok(new ApiPage<ApiCount>(await store.CountsAsync(query, ct), null))
            : ApiProblem.BadRequest(fault);

    private static Task WriteCsvAsync(
        [AsParameters] ApiParameters asked,
        CurrentRules rules,
        ApiStore store,
        HttpContext context
    ) =>
        ApiQuery.Parse(asked, rules.Current, out var fault) is { } query
            ? EventsCsv.WriteAsync(context, store, query)
            : ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, fault);

    private static Task WriteCalendarAsync(
        [AsParameters] ApiParameters asked,
        CurrentRules rules,
        ApiStore store,
        TimeProvider clock,
        HttpContext context
    ) =>
        ApiQuery.Parse(asked, rules.Current, out var fault) is { } query
            ? EventCalendar.WriteAsync(context, store, query, clock.GetUtcNow())
            : ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, fault);

    private static Task WriteAtomAsync(
        [AsParameters] ApiParameters asked,
        CurrentRules rules,
        ApiStore store,
        HttpContext context
    ) => WriteFeedAsync(asked, rules.Current, store, context, AlertFeeds.WriteAtomAsync);

    private static Task WriteJsonFeedAsync(
        [AsParameters] ApiParameters asked,
        CurrentRules rules,
        ApiStore store,
        HttpContext context
    ) => WriteFeedAsync(asked, rules.Current, store, context, AlertFeeds.WriteJsonAsync);

    /// <summary>A feed has what chats are told at once, unless another weight is asked for.</summary>
    private static async Task WriteFeedAsync(
        ApiParameters asked,
        RuleSet rules,
        ApiStore store,
        HttpContext context,
        Func<HttpContext, FeedTitle, IReadOnlyList<ApiEvent>, Task> write
    )
    {
        if (ApiQuery.Parse(asked with { Weight = asked.Weight ?? "must" }, rules, out var fault) is not { } query)
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, fault);
            return;
        }
        var page = await store.EventsAsync(query, summaries: true, context.RequestAborted);
        await write(context, FeedTitle.Of(query, rules), page.Items);
    }
}
