using System.Text;
using AlertBot.Config;
using AlertBot.Subscriptions;

namespace AlertBot.Channels.Console;

/// <summary>Messages as plain text for a terminal.</summary>
internal static class ConsoleText
{
    private const int LineLength = 100;

    public static string Of(Message message) =>
        message.Content switch
        {
            Alert alert when message.Target is Target.Edit => Edited(alert, message.Language),
            Alert alert => Of(alert, message.Language),
            Digest digest => Of(digest, message.Language),
            Notice notice => notice.Text,
            _ => throw new InvalidOperationException($"{message.Content.GetType()}"),
        };

    private static string Of(Digest digest, Language language) =>
        $"{AlertParts.Direction(language)}"
        + $"{ChatTexts.For(language).DigestHeading.For(language, digest.Alerts.Count)}\n\n"
        + string.Join(
            '\n',
            digest
                .ByTopic()
                .SelectMany(topic =>
                    topic
                        .Alerts.Select(a => Of(a, language))
                        .Prepend($"{AlertParts.TopicLine(topic.Title, language)}\n")
                )
        );

    /// <summary>A terminal cannot take back what it showed: one line says what is new.</summary>
    private static string Edited(Alert alert, Language language) =>
        $"{AlertParts.Direction(alert.TextLanguage)}✎ "
        + $"{SafeText.Cut(SafeText.Clean(alert.Headline), LineLength)}\n{AlertParts.Direction(language)}   "
        + $"{AlertParts.Origin(alert, language)}\n";

    private static string Of(Alert alert, Language language)
    {
        var direction = AlertParts.Direction(alert.TextLanguage);
        var text = new StringBuilder();
        text.Append(direction)
            .Append(AlertParts.Mark(alert.Urgency))
            .Append(' ')
            .Append(SafeText.Clean(alert.Headline))
            .Append('\n');
        if (AlertParts.Development(alert, language) is { } development)
            text.Append("   ").Append(development).Append('\n');
        foreach (var line in Wrap(SafeText.Clean(alert.Summary)))
            text.Append(direction).Append("   ").Append(line).Append('\n');
        var own = AlertParts.Direction(language);
        text.Append(own).Append("   ").Append(AlertParts.Hashtags(alert)).Append('\n');
        text.Append(own).Append("   ").Append(AlertParts.Origin(alert, language)).Append('\n');
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
