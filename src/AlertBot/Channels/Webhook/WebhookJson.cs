using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlertBot.Chats;
using AlertBot.Localization;

namespace AlertBot.Channels.Webhook;

/// <summary>Messages for programs. Fields are only ever added; docs/webhooks.md lists them.</summary>
internal static class WebhookJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Render(Message message) =>
        JsonSerializer.Serialize(
            new
            {
                id = message.Key,
                language = message.Language.Code(),
                replaces = (message.Target as Target.Edit)?.MessageId,
                answers = (message.Target as Target.Reply)?.MessageId,
                alerts = message.Content switch
                {
                    Alert alert => [Render(alert)],
                    Digest digest => digest.Alerts.Select(Render),
                    _ => [],
                },
                text = (message.Content as Notice)?.Text,
                brief = message.Content is Brief brief ? Render(brief) : null,
            },
            Format
        );

    private static object Render(Brief brief) =>
        new
        {
            title = SafeText.Clean(brief.Title),
            sections = brief.Sections.Select(section => new
            {
                heading = section.Heading,
                items = section.Items.Select(item => new
                {
                    text = item.Text,
                    detail = item.Detail.Length > 0 ? SafeText.Clean(item.Detail) : null,
                    link = item.Link?.AbsoluteUri,
                }),
            }),
        };

    private static object Render(Alert alert) =>
        new
        {
            urgency = alert.Urgency.ToString().ToLowerInvariant(),
            headline = SafeText.Clean(alert.Headline),
            summary = SafeText.Clean(alert.Summary) is { Length: > 0 } summary ? summary : null,
            textLanguage = alert.TextLanguage.Code(),
            byMachine = alert.RewrittenFrom is not null,
            topics = alert.Topics.Select(topic => new { id = topic.Id, title = topic.Title }),
            publisher = SafeText.Clean(alert.Publisher),
            published = alert.Published,
            sources = alert.Sources,
            camps = alert.Camps.Count,
            state = alert.State,
            claims = alert.Sides.Count == 0
                ? null
                : alert.Sides.Select(side => new
                {
                    claim = side.Claim,
                    publisher = SafeText.Clean(side.Publisher),
                    camp = side.Camp,
                    link = side.Link?.AbsoluteUri,
                }),
            gist = alert.Gist is { } gist ? SafeText.Clean(gist) : null,
            development = alert.Development is { } what ? SafeText.Clean(what) : null,
            link = alert.Link?.AbsoluteUri,
        };
}
