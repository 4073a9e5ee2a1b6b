using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlertBot.Channels.Discord.Api;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels.Discord.Sending;

/// <summary>
/// Messages as embeds. Limits (Message, Embed Limits, read 2026-11-23): title 256, description 4,096, field 1,024,
/// footer 2,048, together 6,000; plain content 2,000. Counted in UTF-16 units, the safer number.
/// </summary>
internal static class DiscordText
{
    public const int MostContent = 2000;
    public const int MostPostName = 100;
    public const int MostTitle = 256;
    private const int MostSummary = 2500;
    private const int MostField = 1024;
    private const int MostLink = 2000;

    /// <summary>Six of them fit beside the summary.</summary>
    private const int MostSideLink = 120;

    // Two embeds hold a digest: each may have 4,096 characters, both together 6,000.
    private const int MostDigest = 5600;

    /// <summary>Of the 4,096 characters of one description; the rest is for what stands between the items.</summary>
    private const int MostBrief = 3900;

    /// <summary>A topic's line, escaped.</summary>
    private const int MostTopic = 70;

    public static DiscordMessage Render(Message message) =>
        message.Content switch
        {
            Alert alert => new DiscordMessage
            {
                Content = Call(message, alert),
                Embeds = [Embed(alert, message.Language)],
                AllowedMentions = Called(message, alert),
                Components = DiscordComponents.Render(AlertButtons.For(message.Language, areAllAnswered: true)),
            },
            Digest digest => new DiscordMessage { Embeds = Embeds(digest, message.Language) },
            Brief brief => new DiscordMessage { Embeds = [Embed(brief, message.Language)] },
            Notice notice => new DiscordMessage
            {
                Content = DiscordMarkdown.Fit(SafeText.Clean(notice.Text), MostContent),
                Flags = DiscordMessage.NoPreviews,
            },
            _ => throw new InvalidOperationException($"{message.Content.GetType()}"),
        };

    /// <summary>The same with a picture below the text.</summary>
    public static DiscordMessage WithPicture(DiscordMessage text, ReplyDocument picture) =>
        text with
        {
            Embeds = [.. text.Embeds!.Select(embed => embed with { Image = new($"attachment://{picture.Name}") })],
            Attachments = [new DiscordAttachment("0", picture.Name)],
            File = picture,
        };

    /// <summary>The same without embeds, for a channel where the bot may not embed links.</summary>
    public static DiscordMessage WithoutMarkup(Message message, DiscordMessage dressed)
    {
        var lines = new List<string>();
        foreach (var embed in dressed.Embeds ?? [])
            lines.AddRange(
                (
                    (string?[])
                        [
                            embed.Title is null ? null : $"**{embed.Title}**",
                            embed.Description,
                            .. embed.Fields?.Select(f => f.Value) ?? [],
                            embed.Footer is { } footer ? DiscordMarkdown.Escape(footer.Text) : null,
                        ]
                ).OfType<string>()
            );
        var link =
            message.Content is Alert alert && DiscordMarkdown.Link(alert.Link, 500) is { } address
                ? $"\n<{address}>"
                : "";
        var call = dressed.Content is null ? "" : $"{dressed.Content}\n";
        // Cut after escaping: a backslash at the very end would reach into nothing, so it goes too.
        var text = SafeText.Cut(string.Join('\n', lines), MostContent - link.Length - call.Length).TrimEnd('\\');
        return dressed with { Content = call + text + link, Embeds = null, Flags = DiscordMessage.NoPreviews };
    }

    /// <summary>A title for the post of a forum that tells this; never empty.</summary>
    public static string PostName(Message message) =>
        message.Content switch
        {
            Alert alert => SafeText.Cut($"{AlertLabels.Mark(alert.Urgency)} {Headline(alert)}", MostPostName),
            Digest digest => ChatTexts.For(message.Language).DigestHeading.For(message.Language, digest.Alerts.Count),
            Brief brief => SafeText.Cut(brief.Title, MostPostName),
            _ => "AlertBot",
        };

    /// <summary>
    /// The same for every repeat of a message; 25 characters at most (Create Message, nonce, read 2026-11-23).
    /// </summary>
    public static string? Nonce(Message message) =>
        message.Key is null
            ? null
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Chat}\n{message.Key}")))[..24];

    private static DiscordEmbed Embed(Alert alert, Language language)
    {
        var direction = AlertLabels.Direction(alert.TextLanguage);
        var parts = new List<string>();
        if (AlertLabels.Development(alert, language) is { } development)
            parts.Add($"**{DiscordMarkdown.Escape(development)}**");
        if (SafeText.Clean(alert.Summary) is var summary && SafeText.IsVisible(summary))
            parts.Add(direction + DiscordMarkdown.Fit(summary, MostSummary));
        if (AlertLabels.Gist(alert, language) is { } gist)
            parts.Add(DiscordMarkdown.Escape(gist));
        if (AlertLabels.SidesHeading(alert, language) is { } heading)
            parts.Add(
                string.Join('\n', alert.Sides.Select(side => SideLine(side, language)).Prepend($"**{heading}**"))
            );
        return new DiscordEmbed
        {
            Title =
                $"{direction}{AlertLabels.Mark(alert.Urgency)} {DiscordMarkdown.Fit(Headline(alert), MostTitle - 4)}",
            Description = parts.Count > 0 ? string.Join("\n\n", parts) : null,
            Url = DiscordMarkdown.Link(alert.Link, MostLink),
            Color = Colour(alert.Urgency),
            Timestamp = alert
                .Published.ToUniversalTime()
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Fields =
                alert.Topics.Count == 0
                    ? null
                    :
                    [
                        new DiscordField(
                            ChatTexts.For(language).Buttons["topics"],
                            AlertLabels.Direction(language)
                                + DiscordMarkdown.Fit(
                                    string.Join(" · ", alert.Topics.Select(t => t.Title)),
                                    MostField - 1
                                ),
                            Inline: false
                        ),
                    ],
            Footer = new DiscordFooter(Footer(alert, language)),
        };
    }

    /// <summary>Every alert of it, each with its share of the room.</summary>
    private static IReadOnlyList<DiscordEmbed> Embeds(Digest digest, Language language)
    {
        var heading = ChatTexts.For(language).DigestHeading.For(language, digest.Alerts.Count);
        var share = Math.Min(1200, MostDigest / Math.Max(1, digest.Alerts.Count));
        var parts = digest
            .ByTopic()
            .SelectMany(topic =>
                topic.Alerts.Select(
                    (alert, at) =>
                        $"{(at == 0 ? TopicLine(topic.Title, language) : "")}{Line(alert, language, share - MostTopic)}"
                )
            )
            .ToList();
        var half = digest.Alerts.Count > 3 ? (parts.Count + 1) / 2 : parts.Count;
        return
        [
            new DiscordEmbed
            {
                Title = AlertLabels.Direction(language) + heading,
                Description = string.Join("\n\n", parts.Take(half)),
                Color = Colour(digest.Alerts.Max(a => a.Urgency)),
            },
            .. parts.Count > half
                ?
                [
                    new DiscordEmbed
                    {
                        Description = string.Join("\n\n", parts.Skip(half)),
                        Color = Colour(digest.Alerts.Max(a => a.Urgency)),
                    },
                ]
                : (DiscordEmbed[])[],
        ];
    }

    private static string Line(Alert alert, Language language, int share)
    {
        var origin = DiscordMarkdown.Escape(AlertLabels.DigestLine(alert, language, mostPublisher: 30));
        // 12: marks, brackets and line breaks around the parts; 60: what must be left of a headline for a link to be
        // worth its room.
        var room = share - origin.Length - 12;
        var link = DiscordMarkdown.Link(alert.Link, Math.Max(0, room - 60));
        var headline = DiscordMarkdown.Fit(Headline(alert), Math.Min(200, room - (link?.Length ?? 0)));
        var linked = link is null ? headline : $"[{headline}]({link})";
        return $"{AlertLabels.Direction(alert.TextLanguage)}{AlertLabels.Mark(alert.Urgency)} {linked}\n"
            + $"{AlertLabels.Direction(language)}{origin}";
    }

    /// <summary>A brief is one embed: what it has for room, sections share.</summary>
    private static DiscordEmbed Embed(Brief brief, Language language)
    {
        var own = AlertLabels.Direction(language);
        var sections = brief
            .Fitting(MostBrief, item => Line(item).Length + own.Length + 6)
            .Select(section =>
                string.Join(
                    '\n',
                    section
                        .Items.Select(item => $"{own}• {Line(item)}")
                        .Prepend($"{own}**{DiscordMarkdown.Escape(section.Heading)}**")
                )
            );
        return new DiscordEmbed
        {
            Title = own + DiscordMarkdown.Fit(brief.Title, MostTitle - 4),
            Description = string.Join("\n\n", sections),
            Color = Colour(Urgency.Low),
        };
    }

    private static string Line(BriefItem item)
    {
        var text = SafeText.Isolate(DiscordMarkdown.Escape(item.Text));
        var linked = DiscordMarkdown.Link(item.Link, MostSideLink) is { } link ? $"[{text}]({link})" : text;
        return item.Detail.Length > 0 ? $"{linked} – {DiscordMarkdown.Escape(item.Detail)}" : linked;
    }

    private static string SideLine(Side side, Language language)
    {
        var line = DiscordMarkdown.Escape(AlertLabels.SideLine(side, language));
        return DiscordMarkdown.Link(side.Link, MostSideLink) is { } link ? $"{line} [↗]({link})" : line;
    }

    private static string TopicLine(string title, Language language) =>
        AlertLabels.TopicLine(title, language) is { } line ? $"**{DiscordMarkdown.Escape(line)}**\n" : "";

    /// <summary>
    /// State of talks, publisher and number of sources; the time stands beside it, in each reader's own zone. Footers
    /// know no markdown.
    /// </summary>
    private static string Footer(Alert alert, Language language)
    {
        var publisher = SafeText.Isolate(SafeText.Cut(SafeText.Clean(alert.Publisher), 200));
        string?[] parts =
        [
            alert.State is null ? null : SafeText.Isolate(alert.State),
            publisher,
            AlertLabels.Wording(alert, language),
            .. AlertLabels.Corroboration(alert, language),
        ];
        return AlertLabels.Direction(language) + string.Join(" · ", parts.OfType<string>());
    }

    private static string Headline(Alert alert)
    {
        var headline = SafeText.Clean(alert.Headline).Replace('\n', ' ');
        return SafeText.IsVisible(headline) ? headline : SafeText.Clean(alert.Publisher);
    }

    /// <summary>A role is called by new alerts only: that one more paper reports it is nothing to ring for.</summary>
    private static string? Call(Message message, Alert alert) =>
        alert.Mention is { } role && message.Target is not Target.Edit ? $"<@&{role}>" : null;

    private static DiscordMentions Called(Message message, Alert alert) =>
        Call(message, alert) is null ? DiscordMentions.None : DiscordMentions.None with { Roles = [alert.Mention!] };

    private static int Colour(Urgency urgency) =>
        urgency switch
        {
            Urgency.High => 0xD92D20,
            Urgency.Normal => 0xF79009,
            _ => 0x2E90FA,
        };
}
