using AlertBot.Localization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace AlertBot.Web.Components;

/// <summary>What every part of a page knows of its reader; handed to all components as a cascading value.</summary>
/// <param name="Language">The reader's.</param>
/// <param name="Address">The path that was asked for.</param>
/// <param name="Zone">The reader's time zone.</param>
internal sealed record PageContext(Language Language, string Address, DateTimeZone Zone)
{
    private static readonly LocalDateTimePattern MomentPattern = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );

    private static readonly OffsetPattern OffsetPattern = OffsetPattern.CreateWithInvariantCulture("g");

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
        return new PageContext(wanted ?? Language.English, context.Request.Path, ReaderZone.Of(context.Request));
    }

    /// <summary>The address of one of our pages, in the reader's language.</summary>
    public string Link(string path) => $"{path}?lang={Language.Code()}";

    public static string DirectionOf(Language language) => language == Language.Arabic ? "rtl" : "ltr";

    /// <summary>A moment by the reader's clock, with how far that is from UTC.</summary>
    public string Format(DateTimeOffset time)
    {
        var local = Instant.FromDateTimeOffset(time).InZone(Zone);
        var offset = local.Offset == Offset.Zero ? "UTC" : OffsetPattern.Format(local.Offset);
        return $"{MomentPattern.Format(local.LocalDateTime)} {offset}";
    }
}
