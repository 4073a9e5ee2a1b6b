using System.Globalization;
using AlertBot.Localization;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Components;

/// <summary>What every part of a page knows of its reader; handed to all components as a cascading value.</summary>
/// <param name="Language">The reader's.</param>
/// <param name="Address">The path that was asked for.</param>
internal sealed record PageContext(Language Language, string Address)
{
    public PageTexts Texts => PageTexts.For(Language);

    /// <param name="context">Its address names the language (<c>?lang=ar</c>), else the browser does.</param>
    public static PageContext For(HttpContext context)
    {
        var wanted = LanguageCodes.Parse(context.Request.Query["lang"])
            ?? context
                .Request.GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
                .Select(l => LanguageCodes.Parse(l.Value.Value))
                .FirstOrDefault(l => l is not null);
        return new PageContext(wanted ?? Language.English, context.Request.Path);
    }

    /// <summary>The address of one of our pages, in the reader's language.</summary>
    public string Link(string path) => $"{path}?lang={Language.Code()}";

    public static string DirectionOf(Language language) => language == Language.Arabic ? "rtl" : "ltr";

    public static string Format(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
