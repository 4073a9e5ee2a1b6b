using System.Text.Encodings.Web;
using System.Text.Json;
using AlertBot.Config;
using AlertBot.Subscriptions;

namespace AlertBot.Channels.Webhook;

/// <summary>Messages as Slack and Mattermost show them.</summary>
internal static class WebhookText
{
    /// <summary>
    /// UTF-16 units; Slack asks for 4,000 characters at most (chat.postMessage, read 2026-11-25), Mattermost takes
    /// 16,383.
    /// </summary>
    private const int Longest = 3900;

    private static readonly JsonSerializerOptions Format = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A body: <c>{"text": …}</c>.</summary>
    public static string Of(Message message, WebhookKind kind) =>
        JsonSerializer.Serialize(
            new
            {
                text = string.Join('\n', Lines(message, kind)) is var text && text.Length <= Longest
                    ? text
                    : SafeText.Cut(text, Longest),
            },
            Format
        );

    private static IEnumerable<string> Lines(Message message, WebhookKind kind) =>
        message.Content switch
        {
            Alert alert => Lines(alert, message.Language, kind),
            Digest digest =>
            [
                AlertParts.Direction(message.Language)
                    + Bold(
                        ChatTexts.For(message.Language).DigestHeading.For(message.Language, digest.Alerts.Count),
                        kind
                    ),
                .. digest.Alerts.SelectMany(alert => Short(alert, message.Language, kind)),
            ],
            Notice notice => [Escape(notice.Text, kind)],
            _ => throw new InvalidOperationException($"{message.Content.GetType()}"),
        };

    private static IEnumerable<string> Lines(Alert alert, Language language, WebhookKind kind)
    {
        var (direction, own) = (AlertParts.Direction(alert.TextLanguage), AlertParts.Direction(language));
        yield return $"{direction}{AlertParts.Mark(alert.Urgency)} "
            + $"{Bold(Escape(SafeText.Clean(alert.Headline), kind), kind)}";
        if (AlertParts.Development(alert, language) is { } development)
            yield return Escape(development, kind);
        if (SafeText.Clean(alert.Summary) is { Length: > 0 } summary)
            yield return direction + Escape(summary, kind);
        if (alert.Topics.Count > 0)
            yield return own + Escape(AlertParts.Hashtags(alert), kind);
        yield return own + Escape(AlertParts.Origin(alert, language), kind);
        if (alert.Link is { } link)
            yield return Escape(link.AbsoluteUri, kind);
    }

    private static IEnumerable<string> Short(Alert alert, Language language, WebhookKind kind) =>
        [
            $"{AlertParts.Direction(alert.TextLanguage)}{AlertParts.Mark(alert.Urgency)} "
                + $"{Escape(SafeText.Cut(SafeText.Clean(alert.Headline), 200), kind)}",
            $"{AlertParts.Direction(language)}{Escape(AlertParts.DigestLine(alert, language, 40), kind)}"
                + $"{(alert.Link is { } link ? $" {Escape(link.AbsoluteUri, kind)}" : "")}",
        ];

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
