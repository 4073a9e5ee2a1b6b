using AlertBot.Channels;
using AlertBot.Subscriptions;

namespace AlertBot.Alerts;

/// <summary>
/// Which of the rows that gathered for a chat make its next message, and in which order: topic by topic, the most
/// urgent first, within a topic by urgency, then by who reports it. What happened in one story since the last digest is
/// one alert of it.
/// </summary>
/// <param name="Rows">The rows it stands for.</param>
/// <param name="Alerts">What is shown.</param>
internal sealed record DigestPlan(IReadOnlyList<OutboxRow> Rows, IReadOnlyList<Alert> Alerts)
{
    public static DigestPlan Of(IReadOnlyList<OutboxRow> gathered)
    {
        // Reports that a chat asked for each by itself bear no version of the story.
        var stories = gathered
            .GroupBy(row =>
                row is { StoryId: { } story, Version: > 0 } ? (Story: story, Row: 0L) : (Story: 0L, Row: row.Id)
            )
            .Select(story =>
                (
                    Rows: story.OrderBy(row => row.Version).ToList(),
                    Alert: Merged([.. story.OrderBy(row => row.Version).Select(row => (Alert)row.ReadContent())])
                )
            );
        var ranked = stories
            .GroupBy(story => TopicOf(story.Alert), StringComparer.Ordinal)
            .OrderByDescending(topic => topic.Max(story => story.Alert.Urgency))
            .ThenByDescending(topic => topic.Max(story => story.Alert.Sources))
            .ThenBy(topic => topic.Key, StringComparer.Ordinal)
            .SelectMany(topic =>
                topic
                    .OrderByDescending(story => story.Alert.Urgency)
                    .ThenByDescending(story => story.Alert.Sources)
                    .ThenByDescending(story => story.Alert.Camps.Count)
                    .ThenBy(story => story.Rows[0].Id)
            )
            .Take(Digest.Most)
            .ToList();
        return new DigestPlan([.. ranked.SelectMany(story => story.Rows)], [.. ranked.Select(story => story.Alert)]);
    }

    /// <summary>One alert alone comes whole.</summary>
    public Message ToMessage(string chat) =>
        new(Chat.Parse(chat), Rows[0].InLanguage, Alerts.Count > 1 ? new Digest(Alerts) : Alerts[0])
        {
            Key = MessageKeys.Of(Rows.OrderBy(row => row.Id).Select(row => row.Key)),
        };

    private static string TopicOf(Alert alert) => alert.Topics.Count > 0 ? alert.Topics[0].Id : "";

    /// <summary>The newest words, and all that changed on the way there.</summary>
    private static Alert Merged(IReadOnlyList<Alert> versions)
    {
        var changes = string.Join(" · ", versions.Select(alert => alert.Development).OfType<string>());
        return versions[^1] with
        {
            Urgency = versions.Max(alert => alert.Urgency),
            Development = changes.Length > 0 ? changes : null,
        };
    }
}
