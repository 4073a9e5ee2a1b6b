using AlertBot.Chats;
using AlertBot.Rules;

namespace AlertBot.Delivery.Digests;

/// <summary>
/// Which of the rows that gathered for a chat make its next message, and in which order: topic by topic, the most
/// urgent first, within a topic by urgency, then by who reports it. Events of one story stand together, each with its
/// own headline, in the order they happened.
/// </summary>
/// <param name="Rows">The rows it stands for.</param>
/// <param name="Alerts">What is shown.</param>
internal sealed record DigestPlan(IReadOnlyList<OutboxRow> Rows, IReadOnlyList<Alert> Alerts)
{
    public static DigestPlan Create(IReadOnlyList<OutboxRow> gathered)
    {
        // Reports that a chat asked for each by itself bear no event of the story.
        var stories = gathered
            .Select(row => new Item(row, (Alert)row.ReadContent()))
            .GroupBy(item =>
                item.Row is { StoryId: { } story, Version: > 0 }
                    ? (Story: story, Row: 0L)
                    : (Story: 0L, Row: item.Row.Id)
            )
            .Select(story => story.OrderBy(item => item.Row.Version).ToList());
        var ranked = stories
            .GroupBy(story => TopicOf(story[0].Alert), StringComparer.Ordinal)
            .OrderByDescending(topic => topic.Max(UrgencyOf))
            .ThenByDescending(topic => topic.Max(SourcesOf))
            .ThenBy(topic => topic.Key, StringComparer.Ordinal)
            .SelectMany(topic =>
                topic
                    .OrderByDescending(UrgencyOf)
                    .ThenByDescending(SourcesOf)
                    .ThenByDescending(story => story.Max(item => item.Alert.Camps.Count))
                    .ThenBy(story => story[0].Row.Id)
            )
            .SelectMany(story => story)
            .Take(Digest.Most)
            .ToList();
        return new DigestPlan([.. ranked.Select(item => item.Row)], [.. ranked.Select(item => item.Alert)]);
    }

    /// <summary>One alert alone comes whole.</summary>
    public Message ToMessage(string chat) =>
        new(Chat.Parse(chat), Rows[0].InLanguage, Alerts.Count > 1 ? new Digest(Alerts) : Alerts[0])
        {
            Key = MessageKeys.Combine(Rows.OrderBy(row => row.Id).Select(row => row.Key)),
        };

    private static string TopicOf(Alert alert) => alert.Topics.Count > 0 ? alert.Topics[0].Id : "";

    private static Urgency UrgencyOf(List<Item> story) => story.Max(item => item.Alert.Urgency);

    private static int SourcesOf(List<Item> story) => story.Max(item => item.Alert.Sources);

    private readonly record struct Item(OutboxRow Row, Alert Alert);
}
