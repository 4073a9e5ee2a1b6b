using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlertBot.Web.Pages;

/// <summary>
/// The style sheet, the icon, and the scripts that keep a page fresh and read the keyboard; all from the program
/// itself.
/// </summary>
internal static class Assets
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/page.css", Send("page.css", "text/css; charset=utf-8"));
        app.MapGet("/icon.svg", Send("icon.svg", "image/svg+xml"));
        app.MapGet("/live.js", Send("live.js", "text/javascript; charset=utf-8"));
        app.MapGet("/keys.js", Send("keys.js", "text/javascript; charset=utf-8"));
    }

    private static RequestDelegate Send(string name, string type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Web/{name}")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(text, context.RequestAborted);
        };
    }
}
