using System.Text.Encodings.Web;
using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels.Webhook;

/// <summary>Messages as Slack and Mattermost show them.</summary>
internal static class WebhookText
{
    /// <summary>UTF-16 units; Slack asks for 4,000 characters at most (chat.postMessage, read 2026-11-25).</summary>
    private const int LongestForSlack = 3900;

    /// <summary>Mattermost takes 16,383 characters (Posts, read 2026-11-25).</summary>
    private const int LongestForMattermost = 16_000;

    /// <summary>What a headline must have left for a link beside it to be worth its room.</summary>
    private const int ShortestHeadline = 60;

    private const int LongestHeadline = 200;

    private static readonly JsonSerializerOptions Format = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A body: <c>{"text": …}</c>.</summary>
    public static string Render(Message message, WebhookKind kind) =>
        JsonSerializer.Serialize(
            new
            {
                text = string.Join('\n', Lines(message, kind)) is var text && text.Length <= Longest(kind)
                    ? text
                    : SafeText.Cut(text, Longest(kind)),
            },
            Format
        );

    private static int Longest(WebhookKind kind) => kind == WebhookKind.Slack ? LongestForSlack : LongestForMattermost;

    private static IEnumerable<string> Lines(Message message, WebhookKind kind) =>
        message.Content switch
        {
            Alert alert => Lines(alert, message.Language, kind),
            Digest digest =>
            [
                AlertLabels.Direction(message.Language)
                    + Bold(
                        ChatTexts.For(message.Language).DigestHeading.For(message.Language, digest.Alerts.Count),
                        kind
                    ),
                .. digest.Alerts.Select(alert => Short(alert, message.Language, kind, ShareOf(digest, kind))),
            ],
            Brief brief => Lines(brief, message.Language, kind),
            Notice notice => [Escape(notice.Text, kind)],
            _ => throw new InvalidOperationException($"{message.Content.GetType()}"),
        };

    private static IEnumerable<string> Lines(Brief brief, Language language, WebhookKind kind)
    {
        var own = AlertLabels.Direction(language);
        yield return own + Bold(Escape(brief.Title, kind), kind);
        foreach (var section in brief.Fitting(Longest(kind), item => Line(item, kind).Length + own.Length + 1))
        {
            yield return $"\n{own}{Bold(Escape(section.Heading, kind), kind)}";
            foreach (var item in section.Items)
                yield return own + Line(item, kind);
        }
    }

    private static string Line(BriefItem item, WebhookKind kind) =>
        $"• {Escape(SafeText.Isolate(item.Text), kind)}"
        + (item.Detail.Length > 0 ? $" – {Escape(item.Detail, kind)}" : "")
        + (item.Link is { } link ? $" {Address(link, kind)}" : "");

    private static IEnumerable<string> Lines(Alert alert, Language language, WebhookKind kind)
    {
        var (direction, own) = (AlertLabels.Direction(alert.TextLanguage), AlertLabels.Direction(language));
        yield return $"{direction}{AlertLabels.Mark(alert.Urgency)} "
            + $"{Bold(Escape(SafeText.Clean(alert.Headline), kind), kind)}";
        if (AlertLabels.Development(alert, language) is { } development)
            yield return Escape(development, kind);
        if (SafeText.Clean(alert.Summary) is { Length: > 0 } summary)
            yield return direction + Escape(summary, kind);
        if (AlertLabels.Gist(alert, language) is { } gist)
            yield return Escape(gist, kind);
        if (alert.Topics.Count > 0)
            yield return own + Escape(AlertLabels.Hashtags(alert), kind);
        yield return own + Escape(AlertLabels.Origin(alert, language), kind);
        if (AlertLabels.SidesHeading(alert, language) is { } heading)
            yield return Bold(Escape(heading, kind), kind);
        foreach (var side in alert.Sides)
            yield return Escape(AlertLabels.SideLine(side, language), kind)
                + (side.Link is { } report ? $" {Address(report, kind)}" : "");
        if (alert.Link is { } link)
            yield return Address(link, kind);
    }

    /// <summary>So many characters each alert of a digest has: none is left out, however long the others are.</summary>
    private static int ShareOf(Digest digest, WebhookKind kind) =>
        (Longest(kind) - LongestHeadline) / Math.Max(1, digest.Alerts.Count);

    /// <summary>Two lines; a link too long for the share is left out, and of a headline the end.</summary>
    private static string Short(Alert alert, Language language, WebhookKind kind, int share)
    {
        var mark = $"{AlertLabels.Direction(alert.TextLanguage)}{AlertLabels.Mark(alert.Urgency)} ";
        var origin =
            AlertLabels.Direction(language) + Fit(AlertLabels.DigestLine(alert, language, 40), share / 2, kind);
        var room = share - mark.Length - origin.Length - 2;
        var link = alert.Link is { } address ? $" {Address(address, kind)}" : "";
        if (room - link.Length < ShortestHeadline)
            link = "";
        var headline = Fit(SafeText.Clean(alert.Headline), Math.Min(LongestHeadline, room - link.Length), kind);
        return $"{mark}{headline}\n{origin}{link}";
    }

    /// <summary>Cut, then escaped, with at most <paramref name="most"/> UTF-16 units in the end.</summary>
    private static string Fit(string text, int most, WebhookKind kind)
    {
        for (var room = most; room > 0; )
        {
            var escaped = Escape(SafeText.Cut(text, room), kind);
            if (escaped.Length <= most)
                return escaped;
            room -= Math.Max(1, (escaped.Length - most) / 2);
        }
        return "";
    }

    /// <summary>
    /// An address stays as it is, or it would lead elsewhere. What either network could read in it is written in
    /// percent: that is the same address to every server. Mattermost finds bare addresses itself, brackets keep its
    /// Markdown out.
    /// </summary>
    private static string Address(Uri link, WebhookKind kind)
    {
        var address = link
            .AbsoluteUri.Replace("<", "%3C", StringComparison.Ordinal)
            .Replace(">", "%3E", StringComparison.Ordinal)
            .Replace("|", "%7C", StringComparison.Ordinal);
        return kind == WebhookKind.Slack
            ? $"<{address.Replace("&", "&amp;", StringComparison.Ordinal)}>"
            : $"<{address}>";
    }

    private static string Bold(string escaped, WebhookKind kind) =>
        kind == WebhookKind.Slack ? $"*{escaped}*" : $"**{escaped}**";

    /// <summary>
    /// Slack reads &amp;, &lt; and &gt; alone as its own, mentions and links with them; its marks of emphasis would at
    /// worst make words bold. Mattermost reads Markdown and @all: a joiner after the sign makes it a word, a backslash
    /// before a mark shows it.
    /// </summary>
    private static string Escape(string text, WebhookKind kind) =>
        kind == WebhookKind.Slack
            ? text.Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal)
                .Replace("*", "∗", StringComparison.Ordinal)
            : string.Concat(
                text.Select(c =>
                    c switch
                    {
                        '@' => "@\u2060",
                        '\\' or '*' or '`' or '[' or ']' or '<' or '>' or '~' or '|' or '!' => $"\\{c}",
                        _ => $"{c}",
                    }
                )
            );
}
