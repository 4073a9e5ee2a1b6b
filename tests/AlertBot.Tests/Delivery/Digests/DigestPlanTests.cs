using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Delivery;
using AlertBot.Delivery.Digests;
using AlertBot.Rules;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Delivery.Digests;

/// <summary>What a digest shows of the rows that gathered for a chat, and in which order.</summary>
public sealed class DigestPlanTests
{
    private static OutboxRow Row(
        long id,
        string topic,
        Urgency urgency = Urgency.Normal,
        int sources = 1,
        long? story = null,
        long happening = 1
    ) =>
        new()
        {
            Id = id,
            Key = $"key-{id}",
            StoryId = story ?? id,
            Version = happening,
            Language = "en",
            Content = JsonSerializer.Serialize<Content>(
                Some.Alert() with
                {
                    Urgency = urgency,
                    Topics = [new Topic(topic, topic)],
                    Sources = sources,
                }
            ),
        };

    private static IEnumerable<long> Order(params OutboxRow[] rows) =>
        DigestPlan.Create(rows).Rows.Select(row => row.Id);

    [Fact]
    public void Topics_stand_together_the_urgent_first_and_within_one_what_most_report() =>
        Assert.Equal(
            [4, 5, 2, 3, 1],
            Order(
                Row(1, "oil", sources: 2),
                Row(2, "ceasefire"),
                Row(3, "oil", sources: 5),
                Row(4, "ceasefire", Urgency.High),
                Row(5, "ceasefire", sources: 3)
            )
        );

    [Fact]
    public void Events_of_one_story_stand_together_in_the_order_they_happened() =>
        Assert.Equal(
            [1, 3, 4, 2],
            Order(
                Row(1, "libya", story: 1),
                Row(2, "libya", story: 2, sources: 2),
                Row(4, "libya", story: 1, happening: 3, sources: 3),
                Row(3, "libya", story: 1, happening: 2, sources: 2)
            )
        );

    [Fact]
    public void Reports_that_a_chat_asked_for_each_by_itself_are_not_drawn_together() =>
        Assert.Equal(
            [2, 1, 3],
            Order(
                Row(1, "libya", story: 1, happening: -1),
                Row(2, "libya", story: 2, sources: 2),
                Row(3, "libya", story: 1, happening: -2)
            )
        );

    [Fact]
    public void It_shows_so_many_and_leaves_the_least_for_the_next()
    {
        var rows = Enumerable.Range(1, Digest.Most + 5).Select(id => Row(id, "libya", sources: id)).ToArray();

        var shown = Order(rows).ToList();

        Assert.Equal(Digest.Most, shown.Count);
        Assert.DoesNotContain(1, shown);
        Assert.Equal(Digest.Most + 5, shown[0]);
    }
}
