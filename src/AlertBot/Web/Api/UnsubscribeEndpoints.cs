using System.Text.Encodings.Web;
using AlertBot.Localization;
using AlertBot.Subscriptions;
using AlertBot.Web.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web.Api;

/// <summary>
/// Where mailboxes unsubscribe, from the address in a mail's header (RFC 8058). They know no password: each path is as
/// long as a key. Opening it changes nothing, since programs that look for harm in mails open whatever is in them.
/// </summary>
internal static class UnsubscribeEndpoints
{
    public static void Map(IEndpointRouteBuilder app, IServiceProvider services)
    {
        var leaving = services.GetRequiredService<LeaveTokens>();
        app.MapGet(
                $"{LeaveTokens.Folder}/{{token}}",
                (RequestDelegate)(
                    async context =>
                        await ShowAsync(
                            context,
                            await leaving.IsKnownAsync(TokenOf(context), context.RequestAborted) ? Ask : null
                        )
                )
            )
            .WithMetadata(new AllowAnonymousAttribute(), new AnyHost());
        app.MapPost(
                $"{LeaveTokens.Folder}/{{token}}",
                (RequestDelegate)(
                    async context =>
                        await ShowAsync(
                            context,
                            await leaving.LeaveAsync(TokenOf(context), context.RequestAborted) ? Done : null
                        )
                )
            )
            .WithMetadata(new AllowAnonymousAttribute(), new AnyHost());
    }

    private static string Ask(PageTexts texts) =>
        $"<p>{Encode(texts.UnsubscribeAsk)}</p>\n<form method=\"post\"><button name=\"List-Unsubscribe\" "
        + $"value=\"One-Click\">{Encode(texts.UnsubscribeDo)}</button></form>";

    private static string Done(PageTexts texts) => $"<p role=\"status\">{Encode(texts.UnsubscribeDone)}</p>";

    /// <summary>A page that asks for nothing else: the rest of the site is behind a password.</summary>
    private static Task ShowAsync(HttpContext context, Func<PageTexts, string>? body)
    {
        var page = PageContext.For(context);
        if (body is null)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{page.Language.Code()}" dir="{PageContext.DirectionOf(page.Language)}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>AlertBot</title></head>
            <body><main><h1>AlertBot</h1>
            {body?.Invoke(page.Texts) ?? $"<p>{Encode(page.Texts.UnsubscribeUnknown)}</p>"}
            </main></body>
            </html>

            """,
            context.RequestAborted
        );
    }

    private static string TokenOf(HttpContext context) => $"{context.Request.RouteValues["token"]}";

    private static string Encode(string text) => HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(text);
}
