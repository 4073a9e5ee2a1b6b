using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels.Telegram.Sending;

/// <summary>
/// Messages as Telegram's HTML. Only &amp;lt; &amp;gt; &amp;amp; &amp;quot; are decoded there, and any tag it does not
/// know refuses the whole message (Bot API, formatting options, read 2026-11-23).
/// </summary>
internal static partial class TelegramMarkup
{
    /// <summary>
    /// 4,096 characters after parsing (sendMessage, read 2026-11-23); counted here in UTF-16 units, the safer number.
    /// </summary>
    public const int MostVisible = 4096;

    private const int MostHeadline = 500;
    private const int MostSummary = 2000;
    private const int MostLink = 1500;

    // 20 links of 500 bytes and 4,096 visible characters, each an ampersand of 5 bytes, stay under the 32,768 bytes
    // that the server takes before parsing (tdlib/telegram-bot-api, read 2026-11-23).
    private const int MostLinkInDigest = 500;

    public static string Html(Message message) =>
        message.Content switch
        {
            Alert alert => Html(alert, message.Language),
            Digest digest => Html(digest, message.Language),
            Brief brief => Html(brief, message.Language),
            Notice notice => Escape(SafeText.Cut(notice.Text, MostVisible)),
            _ => throw new InvalidOperationException($"{message.Content.GetType()}"),
        };

    /// <summary>
    /// The visible text alone, for a second try when Telegram cannot parse the first; an alert's link stands bare below
    /// it.
    /// </summary>
    public static string WithoutMarkup(Message message)
    {
        var visible = WebUtility.HtmlDecode(Tags().Replace(Html(message), ""));
        return message.Content is Alert { Link: { } link }
            ? $"{SafeText.Cut(visible, MostVisible - MostLink - 1)}\n{SafeText.Cut(link.AbsoluteUri, MostLink)}"
            : visible;
    }

    private static string Html(Alert alert, Language language)
    {
        var html = new StringBuilder();
        var direction = AlertLabels.Direction(alert.TextLanguage);
        html.Append(direction)
            .Append(AlertLabels.Mark(alert.Urgency))
            .Append(" <b>")
            .Append(Escape(Headline(alert)))
            .Append("</b>\n");
        if (AlertLabels.Development(alert, language) is { } development)
            html.Append("<i>").Append(Escape(development)).Append("</i>\n");
        html.Append('\n');
        if (SafeText.Clean(alert.Summary) is var summary && SafeText.IsVisible(summary))
            html.Append(direction).Append(Escape(SafeText.Cut(summary, MostSummary))).Append("\n\n");
        if (AlertLabels.Gist(alert, language) is { } gist)
            html.Append(Escape(gist)).Append("\n\n");
        var own = AlertLabels.Direction(language);
        html.Append(own).Append(Escape(SafeText.Cut(AlertLabels.Hashtags(alert), 600))).Append('\n');
        html.Append(own).Append(Escape(AlertLabels.Origin(alert, language)));
        AppendSides(html, alert, language);
        if (LinkTo(alert.Link, MostLink) is { } link)
            html.Append('\n')
                .Append(own)
                .Append("<a href=\"")
                .Append(link)
                .Append("\">")
                .Append(Escape(ChatTexts.For(language).ReadMore))
                .Append("</a>");
        return html.ToString();
    }

    /// <summary>Who says what, each with the report that says so.</summary>
    private static void AppendSides(StringBuilder html, Alert alert, Language language)
    {
        if (AlertLabels.SidesHeading(alert, language) is not { } heading)
            return;
        html.Append("\n<b>").Append(Escape(heading)).Append("</b>");
        foreach (var side in alert.Sides)
        {
            var line = Escape(AlertLabels.SideLine(side, language));
            html.Append('\n')
                .Append(LinkTo(side.Link, MostLinkInDigest) is { } link ? $"<a href=\"{link}\">{line}</a>" : line);
        }
        html.Append('\n');
    }

    /// <summary>Every alert of it, each with its share of the room.</summary>
    private static string Html(Digest digest, Language language)
    {
        var heading = ChatTexts.For(language).DigestHeading.For(language, digest.Alerts.Count);
        var html = new StringBuilder(AlertLabels.Direction(language))
            .Append("<b>")
            .Append(Escape(heading))
            .Append("</b>");
        var topics = digest
            .ByTopic()
            .Select(topic => (Line: AlertLabels.TopicLine(topic.Title, language), topic.Alerts))
            .ToList();
        // 12: marks, blanks and line breaks around the two parts; 3: those around a topic.
        var share =
            ((MostVisible - heading.Length - topics.Sum(topic => (topic.Line?.Length ?? 0) + 3)) / digest.Alerts.Count)
            - 12;
        foreach (var (line, alerts) in topics)
        {
            if (line is not null)
                html.Append("\n\n<b>").Append(Escape(line)).Append("</b>");
            foreach (var alert in alerts)
                Append(html, alert, language, share);
        }
        return html.ToString();
    }

    private static string Html(Brief brief, Language language)
    {
        var own = AlertLabels.Direction(language);
        var html = new StringBuilder($"{own}<b>{Escape(brief.Title)}</b>");
        foreach (var section in brief.Fitting(MostVisible - 50, item => item.Text.Length + item.Detail.Length + 10))
        {
            html.Append("\n\n").Append(own).Append("<b>").Append(Escape(section.Heading)).Append("</b>");
            foreach (var item in section.Items)
            {
                var text = Escape(SafeText.Isolate(item.Text));
                html.Append('\n').Append(own).Append("• ");
                html.Append(LinkTo(item.Link, MostLinkInDigest) is { } link ? $"<a href=\"{link}\">{text}</a>" : text);
                if (item.Detail.Length > 0)
                    html.Append(" – ").Append(Escape(item.Detail));
            }
        }
        return html.ToString();
    }

    private static void Append(StringBuilder html, Alert alert, Language language, int share)
    {
        var origin = AlertLabels.DigestLine(alert, language, mostPublisher: 30);
        var headline = Escape(SafeText.Cut(Headline(alert), Math.Min(200, share - origin.Length)));
        var linked = LinkTo(alert.Link, MostLinkInDigest) is { } link ? $"<a href=\"{link}\">{headline}</a>" : headline;
        html.Append("\n\n")
            .Append(AlertLabels.Direction(alert.TextLanguage))
            .Append(AlertLabels.Mark(alert.Urgency))
            .Append(' ')
            .Append(linked)
            .Append('\n')
            .Append(AlertLabels.Direction(language))
            .Append(Escape(origin));
    }

    /// <summary>A headline of nothing visible would be refused; the publisher stands in for it.</summary>
    private static string Headline(Alert alert)
    {
        var headline = SafeText.Cut(SafeText.Clean(alert.Headline).Replace('\n', ' '), MostHeadline);
        return SafeText.IsVisible(headline) ? headline : SafeText.Clean(alert.Publisher);
    }

    /// <summary>Ready for an attribute; null when it is too long to be shown.</summary>
    private static string? LinkTo(Uri? address, int mostBytes) =>
        address is { } link
        && Escape(link.AbsoluteUri).Replace("\"", "&quot;", StringComparison.Ordinal) is var written
        && Encoding.UTF8.GetByteCount(written) <= mostBytes
            ? written
            : null;

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Tags of ours; in what comes from outside every bracket is escaped.</summary>
    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
