using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web;

/// <summary>The page to try rules on. It asks by POST, since texts are long; nothing it does is kept.</summary>
internal static class TryEndpoints
{
    public static void Map(IEndpointRouteBuilder app, IServiceProvider services, IAntiforgery guard)
    {
        var files = new EditedRules(services.GetRequiredService<ConfigFolder>());
        var entries = services.GetRequiredService<EntryStore>();
        var page = new TryPage(services.GetRequiredService<RuleBook>(), files, entries, services.GetRequiredService<TimeProvider>());
        app.MapGet("/try", (RequestDelegate)(async context => await SendAsync(context, page, await BeginAsync(context, entries), guard)));
        app.MapPost("/try", (RequestDelegate)(async context =>
        {
            if (!await guard.IsRequestValidAsync(context))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
            var form = await TryForm.ReadAsync(context);
            await (form.Do == "download" && files.Names.Contains(form.File) ? DownloadAsync(context, form) : SendAsync(context, page, form, guard));
        }));
    }

    /// <summary>With <c>?entry=</c>, as the stories' pages link here, the form begins with that report's text.</summary>
    private static async Task<TryForm> BeginAsync(HttpContext context, EntryStore entries) =>
        long.TryParse(context.Request.Query["entry"], out var id) && await entries.FindAsync(id, context.RequestAborted) is { Entry: var entry }
            ? TryForm.Empty with { Text = string.Join('\n', ((string[])[entry.Title, entry.Summary, entry.Body]).Where(part => part.Length > 0)), Do = "try" }
            : TryForm.Empty;

    private static async Task SendAsync(HttpContext context, TryPage page, TryForm form, IAntiforgery guard)
    {
        var tokens = guard.GetAndStoreTokens(context);
        var html = await page.WriteAsync(Frame.Of(context, "/try"), form, $"""<input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">""", context.RequestAborted);
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync($"{html}", context.RequestAborted);
    }

    private static Task DownloadAsync(HttpContext context, TryForm form)
    {
        context.Response.ContentType = "application/yaml; charset=utf-8";
        var name = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName(form.File);
        context.Response.Headers.ContentDisposition = name.ToString();
        return context.Response.WriteAsync(form.Yaml, context.RequestAborted);
    }
}
