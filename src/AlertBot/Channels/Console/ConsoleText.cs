using System.Text;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Briefs;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels.Console;

/// <summary>Messages as plain text for a terminal.</summary>
internal static class ConsoleText
{
    private const int LineLength = 100;

    public static string Render(Message message) =>
        message.Content switch
        {
            Alert alert when message.Target is Target.Edit => Edited(alert, message.Language),
            Alert alert => Render(alert, message.Language),
            Digest digest => Render(digest, message.Language),
            Brief brief => BriefDocument.ToText(brief, int.MaxValue),
            Notice notice => notice.Text,
            _ => throw new InvalidOperationException($"{message.Content.GetType()}"),
        };

    private static string Render(Digest digest, Language language) =>
        $"{AlertLabels.Direction(language)}"
        + $"{ChatTexts.For(language).DigestHeading.For(language, digest.Alerts.Count)}\n\n"
        + string.Join(
            '\n',
            digest
                .ByTopic()
                .SelectMany(topic =>
                    topic
                        .Alerts.Select(a => Render(a, language))
                        .Prepend($"{AlertLabels.TopicLine(topic.Title, language)}\n")
                )
        );

    /// <summary>A terminal cannot take back what it showed: one line says what is new.</summary>
    private static string Edited(Alert alert, Language language) =>
        $"{AlertLabels.Direction(alert.TextLanguage)}✎ "
        + $"{SafeText.Cut(SafeText.Clean(alert.Headline), LineLength)}\n{AlertLabels.Direction(language)}   "
        + $"{AlertLabels.Origin(alert, language)}\n";

    private static string Render(Alert alert, Language language)
    {
        var direction = AlertLabels.Direction(alert.TextLanguage);
        var text = new StringBuilder();
        text.Append(direction)
            .Append(AlertLabels.Mark(alert.Urgency))
            .Append(' ')
            .Append(SafeText.Clean(alert.Headline))
            .Append('\n');
        if (AlertLabels.Development(alert, language) is { } development)
            text.Append("   ").Append(development).Append('\n');
        foreach (var line in Wrap(SafeText.Clean(alert.Summary)))
            text.Append(direction).Append("   ").Append(line).Append('\n');
        if (AlertLabels.Gist(alert, language) is { } gist)
            text.Append("   ").Append(gist).Append('\n');
        var own = AlertLabels.Direction(language);
        text.Append(own).Append("   ").Append(AlertLabels.Hashtags(alert)).Append('\n');
        text.Append(own).Append("   ").Append(AlertLabels.Origin(alert, language)).Append('\n');
        if (AlertLabels.SidesHeading(alert, language) is { } heading)
            text.Append("   ").Append(heading).Append('\n');
        foreach (var side in alert.Sides)
            text.Append("   ")
                .Append(AlertLabels.SideLine(side, language))
                .Append(side.Link is { } report ? $" {report.AbsoluteUri}" : "")
                .Append('\n');
        if (alert.Link is not null)
            text.Append("   ").Append(alert.Link.AbsoluteUri).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> Wrap(string text)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > LineLength)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        if (line.Length > 0)
            yield return line.ToString();
    }
}
