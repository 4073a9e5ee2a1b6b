using System.Globalization;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Pages;

/// <summary>What stands around every page, in the reader's language.</summary>
internal sealed record PageLayout(Language Language, string Path, string Address)
{
    /// <summary>The id of the form, on a page that has one whose answer can be had in another language.</summary>
    public const string Form = "form";

    private static readonly Dictionary<Language, string> Names = new()
    {
        [Language.Arabic] = "العربية",
        [Language.English] = "English",
        [Language.French] = "Français",
    };

    public PageTexts Texts => PageTexts.For(Language);

    /// <summary>
    /// What the page's form asks again for another language, so that what was typed is not lost; null where there is no
    /// form.
    /// </summary>
    public string? Again { get; init; }

    /// <param name="context">Its address names the language (<c>?lang=ar</c>), else the browser does.</param>
    /// <param name="path">The page, as the menu names it.</param>
    public static PageLayout For(HttpContext context, string path)
    {
        var wanted = LanguageCodes.Parse(context.Request.Query["lang"])
            ?? context
                .Request.GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
                .Select(l => LanguageCodes.Parse(l.Value.Value))
                .FirstOrDefault(l => l is not null);
        return new PageLayout(wanted ?? Language.English, path, context.Request.Path);
    }

    public string Link(string path) => $"{path}?lang={Language.Code()}";

    public static string DirectionOf(Language language) => language == Language.Arabic ? "rtl" : "ltr";

    /// <summary>A text of ours with values filled in, each isolated.</summary>
    public static string Fill(string text, params object[] values) => ChatTexts.Fill(text, values);

    public Html Time(DateTimeOffset? time) =>
        time is { } known
            ? (Html)(
                $"""<time dir="ltr" datetime="{known.ToString("O", CultureInfo.InvariantCulture)}">"""
                + $"""{Format(known)}</time>"""
            )
            : $"{Texts.Never}";

    /// <summary>A text of ours with a moment in it.</summary>
    public static Html With(string text, DateTimeOffset time) => $"{Fill(text, Format(time))}";

    private static string Format(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A headline in the language it was published in.</summary>
    public static Html Foreign(string text, string? language) =>
        LanguageCodes.Parse(language) is { } known
            ? $"""<bdi lang="{known.Code()}" dir="{DirectionOf(known)}">{SafeText.Clean(text)}</bdi>"""
            : Html.Bdi(text);

    public Html Render(string title, Html content) => Render(title, $"{title}", content);

    /// <param name="title">For the browser's tab.</param>
    /// <param name="heading">The same for the page, where a headline may be of another language than the page.</param>
    /// <param name="content">What stands below it.</param>
    public Html Render(string title, Html heading, Html content) =>
        $"""
            <!doctype html>
            <html lang="{Language.Code()}" dir="{DirectionOf(Language)}">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{SafeText.Clean(title)} · AlertBot</title>
            <link rel="stylesheet" href="/page.css"><link rel="icon" href="/icon.svg" type="image/svg+xml">
            <script src="/live.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#content">{Texts.Skip}</a>
            <header>
            <p class="name"><bdi>AlertBot</bdi></p>
            <nav aria-label="{Texts.Pages}"><ul>{Item("/", Texts.Status)}{Item("/stories", Texts.Stories)}{Item(
                "/rules",
                Texts.Rules
            )}{Item("/try", Texts.Try)}</ul></nav>
            <nav aria-label="{Texts.Languages}">{(Again is null ? (Html)$"" : Default)}<ul>{LanguageCodes.All.Select(
                InLanguage
            )}</ul></nav>
            </header>
            <main id="content" tabindex="-1">
            <h1>{heading}</h1>
            {content}
            </main>
            </body>
            </html>
            """;

    private Html Item(string path, string name) =>
        path == Path
            ? (Html)$"""<li><a href="{Link(path)}" aria-current="page">{name}</a></li>"""
            : $"""<li><a href="{Link(path)}">{name}</a></li>""";

    private Html InLanguage(Language other) =>
        Again is { } again
            ? (Html)(
                $"""<li><button form="{Form}" formaction="{Address}?lang={other.Code()}" name="do" """
                + $"""value="{again}" class="link" lang="{other.Code()}" """
                + $"""aria-current="{(other == Language ? "true" : "false")}">{Names[other]}</button></li>"""
            )
            : $"""<li><a href="{Address}?lang={other.Code()}" lang="{other.Code()}" """
                + $"""hreflang="{other.Code()}" aria-current="{(other == Language ? "true" : "false")}">"""
                + $"""{Names[other]}</a></li>""";

    // The Enter key in a field presses the first button of the form, which would otherwise be that of a language.
    private static Html Default => $"""<button form="{Form}" name="do" value="find" hidden></button>""";
}
