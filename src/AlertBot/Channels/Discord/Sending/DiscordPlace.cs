using System.Text.Json;
using AlertBot.Chats;

namespace AlertBot.Channels.Discord.Sending;

/// <summary>A channel, thread or forum as Discord describes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Discord's number of the kind.</param>
/// <param name="Guild">The server it is on; null for a private chat.</param>
/// <param name="Parent">The channel a thread belongs to, or the category of a channel.</param>
/// <param name="Tags">A forum's tags, id by name.</param>
internal sealed record DiscordPlace(
    string Id,
    int Type,
    string? Guild,
    string? Parent,
    IReadOnlyDictionary<string, string> Tags
)
{
    private const int Announcements = 5;
    private const int Forum = 15;
    private const int Media = 16;

    public bool IsAnnouncements => Type == Announcements;

    public bool IsForum => Type is Forum or Media;

    public bool IsThread => Type is 10 or 11 or 12;

    /// <summary>Whether nothing that is kept of it differs.</summary>
    public bool IsSameAs(DiscordPlace other) =>
        (Type, Parent, Guild ?? other.Guild) == (other.Type, other.Parent, other.Guild)
        && Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .SequenceEqual(other.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal));

    /// <summary>Null when it is no channel.</summary>
    public static DiscordPlace? Parse(JsonElement channel, string? guild = null)
    {
        if (
            channel.ValueKind != JsonValueKind.Object
            || Text(channel, "id") is not { } id
            || !channel.TryGetProperty("type", out var type)
            || !type.TryGetInt32(out var number)
        )
            return null;
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (channel.TryGetProperty("available_tags", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var tag in list.EnumerateArray())
                tags[Text(tag, "name") ?? ""] = Text(tag, "id") ?? "";
        }
        return new DiscordPlace(id, number, Text(channel, "guild_id") ?? guild, Text(channel, "parent_id"), tags);
    }

    /// <summary>
    /// The forum's tags that are named like these topics, by title or id, whatever the case; at most 5 fit a post.
    /// </summary>
    public IReadOnlyList<string> TagsFor(IEnumerable<Topic> topics)
    {
        var wished = topics.SelectMany(topic => new[] { topic.Title, topic.Id }).ToList();
        return
        [
            .. Tags.Where(tag => wished.Contains(tag.Key, StringComparer.OrdinalIgnoreCase))
                .Select(tag => tag.Value)
                .Take(5),
        ];
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
