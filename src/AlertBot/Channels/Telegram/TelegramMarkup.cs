using System.Text;
using AlertBot.Config;
using AlertBot.Subscriptions;

namespace AlertBot.Channels.Telegram;

/// <summary>
/// Messages as Telegram's HTML. Only &amp;lt; &amp;gt; &amp;amp; &amp;quot; are decoded there, and any tag it does not know refuses
/// the whole message (Bot API, formatting options, read 2026-11-23).
/// </summary>
internal static class TelegramMarkup
{
    /// <summary>4,096 characters after parsing (sendMessage, read 2026-11-23); counted here in UTF-16 units, the safer number.</summary>
    public const int MostVisible = 4096;

    private const int MostHeadline = 500;
    private const int MostSummary = 2000;
    private const int MostLink = 1500;

    public static string Html(Message message) => message.Content switch
    {
        Alert alert => Html(alert, message.Language),
        Digest digest => Html(digest, message.Language),
        Notice notice => Escape(SafeText.Cut(notice.Text, MostVisible)),
        _ => throw new InvalidOperationException($"{message.Content.GetType()}"),
    };

    /// <summary>The visible text alone, for a second try when Telegram cannot parse the first.</summary>
    public static string Plain(Message message) => SafeText.Cut(Console.ConsoleText.Of(message), MostVisible);

    private static string Html(Alert alert, Language language)
    {
        var html = new StringBuilder();
        var direction = AlertParts.Direction(alert.TextLanguage);
        html.Append(direction).Append(AlertParts.Mark(alert.Urgency)).Append(" <b>").Append(Escape(Headline(alert))).Append("</b>\n\n");
        if (SafeText.Clean(alert.Summary) is { Length: > 0 } summary)
            html.Append(direction).Append(Escape(SafeText.Cut(summary, MostSummary))).Append("\n\n");
        var own = AlertParts.Direction(language);
        html.Append(own).Append(Escape(SafeText.Cut(AlertParts.Hashtags(alert), 600))).Append('\n');
        html.Append(own).Append(Escape(AlertParts.Origin(alert, language)));
        if (LinkTo(alert) is { } link)
            html.Append('\n').Append(own).Append("<a href=\"").Append(Escape(link)).Append("\">").Append(Escape(ChatTexts.For(language).ReadMore)).Append("</a>");
        return html.ToString();
    }

    private static string Html(Digest digest, Language language)
    {
        var heading = $"<b>{Escape(ChatTexts.For(language).DigestHeading.For(language, digest.Alerts.Count))}</b>";
        var html = new StringBuilder(AlertParts.Direction(language)).Append(heading);
        var visible = heading.Length;
        foreach (var alert in digest.Alerts)
        {
            var headline = SafeText.Cut(Headline(alert), 200);
            var origin = AlertParts.Origin(alert, language);
            visible += headline.Length + origin.Length + 12;
            if (visible > MostVisible)
                break;
            var linked = LinkTo(alert) is { } link ? $"<a href=\"{Escape(link)}\">{Escape(headline)}</a>" : Escape(headline);
            html.Append("\n\n").Append(AlertParts.Direction(alert.TextLanguage)).Append(AlertParts.Mark(alert.Urgency)).Append(' ').Append(linked)
                .Append('\n').Append(AlertParts.Direction(language)).Append(Escape(origin));
        }
        return html.ToString();
    }

    /// <summary>A headline of nothing visible would be refused; the publisher stands in for it.</summary>
    private static string Headline(Alert alert)
    {
        var headline = SafeText.Cut(SafeText.Clean(alert.Headline).Replace('\n', ' '), MostHeadline);
        return headline.Any(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format) ? headline : SafeText.Clean(alert.Publisher);
    }

    private static string? LinkTo(Alert alert) => alert.Link is { } link && link.AbsoluteUri.Length <= MostLink ? link.AbsoluteUri : null;

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
