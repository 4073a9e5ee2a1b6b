using AlertBot.Configuration;
using AlertBot.Feeds.Entries;
using AlertBot.Rules;
using AlertBot.RuleTesting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web.Pages;

/// <summary>The page to try rules on. It asks by POST, since texts are long; nothing it does is kept.</summary>
internal static class TryEndpoints
{
    public static void Map(IEndpointRouteBuilder app, IServiceProvider services, IAntiforgery guard)
    {
        var files = new EditedRules(services.GetRequiredService<ConfigFolder>());
        var entries = services.GetRequiredService<EntryStore>();
        var recent = new RecentEntries(entries, services.GetRequiredService<TimeProvider>());
        var page = new TryPage(
            services.GetRequiredService<CurrentRules>(),
            files,
            recent,
            services.GetRequiredService<BoundedWork>()
        );
        app.MapGet(
            "/try",
            (RequestDelegate)(
                async context => await SendAsync(context, page, await BeginAsync(context, entries), guard)
            )
        );
        app.MapPost(
            "/try",
            (RequestDelegate)(
                async context =>
                {
                    if (await TryForm.FaultAsync(context) is { } status)
                    {
                        context.Response.StatusCode = status;
                        return;
                    }
                    if (!await guard.IsRequestValidAsync(context))
                    {
                        context.Response.StatusCode = StatusCodes.Status400BadRequest;
                        return;
                    }
                    var form = await TryForm.ReadAsync(context);
                    if (form.Entry is { } picked)
                        form = await PickAsync(form, picked, entries, context.RequestAborted);
                    await (
                        form.Do == "download" && files.Names.Contains(form.File)
                            ? DownloadAsync(context, form)
                            : SendAsync(context, page, form, guard)
                    );
                }
            )
        );
    }

    /// <summary>
    /// With <c>?entry=</c>, as the stories' pages link here, the form begins with that report's text.
    /// </summary>
    private static Task<TryForm> BeginAsync(HttpContext context, EntryStore entries) =>
        long.TryParse(context.Request.Query["entry"], out var id)
            ? PickAsync(TryForm.Empty, id, entries, context.RequestAborted)
            : Task.FromResult(TryForm.Empty);

    /// <summary>The form with the entry's text to be tried; as it is when the entry is no longer stored.</summary>
    private static async Task<TryForm> PickAsync(TryForm form, long id, EntryStore entries, CancellationToken ct) =>
        await entries.FindAsync(id, ct) is { Entry: var entry }
            ? form with
            {
                Text = string.Join(
                    '\n',
                    ((string[])[entry.Title, entry.Summary, entry.Body]).Where(part => part.Length > 0)
                ),
                Do = "try",
            }
            : form;

    private static async Task SendAsync(HttpContext context, TryPage page, TryForm form, IAntiforgery guard)
    {
        var tokens = guard.GetAndStoreTokens(context);
        var html = await page.WriteAsync(
            PageLayout.For(context, "/try") with
            {
                Again = form.Again,
            },
            form,
            $"""<input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">""",
            context.RequestAborted
        );
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
