using System.Globalization;
using System.Net;
using System.Text;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Briefs;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels.Mail;

/// <summary>
/// Words messages as mails: a subject, plain text, and HTML that asks nothing of any server. Each part has the
/// direction of its own language.
/// </summary>
internal static class MailText
{
    /// <summary>Some 60 to 80 characters of a subject are seen in most lists of mails.</summary>
    private const int LongestSubject = 140;

    private const int LongestPublisher = 80;

    public static string Subject(Message message)
    {
        var subject = message.Content switch
        {
            Alert alert => $"{AlertLabels.Mark(alert.Urgency)} {SafeText.Clean(alert.Headline)}",
            Digest digest => ChatTexts.For(message.Language).DigestHeading.For(message.Language, digest.Alerts.Count),
            Brief brief => SafeText.Clean(brief.Title),
            Notice notice => SafeText.Clean(notice.Text),
            _ => throw new InvalidOperationException($"{message.Content.GetType()}"),
        };
        var end = subject.IndexOf('\n', StringComparison.Ordinal);
        return SafeText.Cut(end < 0 ? subject : subject[..end], LongestSubject);
    }

    /// <param name="message">What is sent.</param>
    /// <param name="sender">Whom a reader writes to who wants no more.</param>
    /// <param name="leave">Where the reader ends them by one click; null for nowhere.</param>
    public static string Plain(Message message, string sender, Uri? leave)
    {
        var language = message.Language;
        var text = message.Content switch
        {
            Alert alert => Plain(alert, language),
            Digest digest => string.Join(
                "\n\n",
                digest
                    .ByTopic()
                    .SelectMany(topic =>
                        topic
                            .Alerts.Select(alert => Plain(alert, language))
                            .Prepend(AlertLabels.TopicLine(topic.Title, language))
                    )
                    .OfType<string>()
                    .Prepend(Subject(message))
            ),
            Brief brief => BriefDocument.ToText(brief, int.MaxValue),
            Notice notice => notice.Text,
            _ => throw new InvalidOperationException($"{message.Content.GetType()}"),
        };
        return $"{text}\n\n-- \n{AlertLabels.Direction(language)}{Footer(language, sender, leave)}\n";
    }

    /// <inheritdoc cref="Plain(Message, string, Uri?)"/>
    /// <param name="picture">The content id of the picture that goes with it; null for none.</param>
    public static string Html(Message message, string sender, Uri? leave, string? picture)
    {
        var language = message.Language;
        var body = message.Content switch
        {
            Alert alert => Html(alert, language, "h1"),
            Digest digest => $"<h1>{Encode(Subject(message))}</h1>\n"
                + string.Concat(
                    digest
                        .ByTopic()
                        .Select(topic =>
                            (topic.Title.Length > 0 ? $"<h2>{Encode(topic.Title)}</h2>\n" : "")
                            + string.Concat(topic.Alerts.Select(alert => Html(alert, language, "h3")))
                        )
                ),
            Brief brief => BriefDocument.ToHtmlBody(brief),
            Notice notice => $"<p>{Encode(notice.Text)}</p>\n",
            _ => throw new InvalidOperationException($"{message.Content.GetType()}"),
        };
        return $"""
            <!doctype html>
            <html lang="{language.Code()}" dir="{language.TextDirection()}">
            <head><meta charset="utf-8"><title>{Encode(Subject(message))}</title></head>
            <body style="font-family: sans-serif; max-width: 40em; line-height: 1.5">
            {body}{PictureOf(picture)}<hr>
            <p style="font-size: small">{HtmlFooter(language, sender, leave)}</p>
            </body>
            </html>

            """;
    }

    /// <summary>What it shows stands above it in words.</summary>
    private static string PictureOf(string? contentId) =>
        contentId is null ? "" : $"<img alt=\"\" style=\"max-width: 100%\" src=\"cid:{Encode(contentId)}\">\n";

    private static string Footer(Language language, string sender, Uri? leave) =>
        leave is null
            ? SafeText.Fill(ChatTexts.For(language).MailFooter, sender)
            : SafeText.Fill(ChatTexts.For(language).MailFooterLink, leave.AbsoluteUri, sender);

    private static string HtmlFooter(Language language, string sender, Uri? leave)
    {
        var footer = Encode(Footer(language, sender, leave));
        return leave is null
            ? footer
            : footer.Replace(Encode(leave.AbsoluteUri), Linked(leave.AbsoluteUri, leave), StringComparison.Ordinal);
    }

    private static string Plain(Alert alert, Language language)
    {
        var (direction, own) = (AlertLabels.Direction(alert.TextLanguage), AlertLabels.Direction(language));
        var lines = new List<string?>
        {
            $"{direction}{AlertLabels.Mark(alert.Urgency)} {SafeText.Clean(alert.Headline)}",
            AlertLabels.Development(alert, language),
            SafeText.Clean(alert.Summary) is { Length: > 0 } summary ? direction + summary : null,
            AlertLabels.Gist(alert, language),
            own + AlertLabels.Origin(alert, language, LongestPublisher),
            AlertLabels.SidesHeading(alert, language),
        };
        foreach (var side in alert.Sides)
            lines.Add(
                AlertLabels.SideLine(side, language) + (side.Link is { } report ? $"\n{report.AbsoluteUri}" : "")
            );
        lines.Add(alert.Link?.AbsoluteUri);
        return string.Join('\n', lines.OfType<string>());
    }

    private static string Html(Alert alert, Language language, string heading)
    {
        var text = new StringBuilder();
        var own = $"lang=\"{alert.TextLanguage.Code()}\" dir=\"{alert.TextLanguage.TextDirection()}\"";
        text.Append(
            CultureInfo.InvariantCulture,
            $"<{heading} {own}>{AlertLabels.Mark(alert.Urgency)} {Linked(SafeText.Clean(alert.Headline), alert.Link)}"
                + $"</{heading}>\n"
        );
        Paragraph(AlertLabels.Development(alert, language), "");
        Paragraph(SafeText.Clean(alert.Summary), own);
        Paragraph(AlertLabels.Gist(alert, language), "");
        Paragraph(AlertLabels.Origin(alert, language, LongestPublisher), "");
        if (alert.Sides.Count == 0)
            return text.ToString();
        Paragraph(AlertLabels.SidesHeading(alert, language), "");
        text.Append("<ul>\n");
        foreach (var side in alert.Sides)
            text.Append(
                CultureInfo.InvariantCulture,
                $"<li>{Linked(AlertLabels.SideLine(side, language), side.Link)}</li>\n"
            );
        return text.Append("</ul>\n").ToString();

        void Paragraph(string? words, string attributes)
        {
            if (words is { Length: > 0 })
                text.Append(CultureInfo.InvariantCulture, $"<p {attributes}>{Encode(words)}</p>\n");
        }
    }

    private static string Linked(string words, Uri? link) =>
        link is { Scheme: "http" or "https" }
            ? $"<a href=\"{Encode(link.AbsoluteUri)}\">{Encode(words)}</a>"
            : Encode(words);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
