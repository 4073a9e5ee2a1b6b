using System.Text.Json.Nodes;

namespace AlertBot.Tests.Support;

/// <summary>A channel, thread or forum of the fake.</summary>
internal sealed class FakeDiscordRoom(string id, int type)
{
    public string Id => id;

    public int Type => type;

    public string Guild { get; init; } = "900000000000000001";

    public string? Parent { get; init; }

    public string Name { get; init; } = "desk";

    /// <summary>A forum's tags, name by id.</summary>
    public Dictionary<string, string> Tags { get; init; } = [];

    /// <summary>Status and code with which everything is refused there; null when all is well.</summary>
    public (int Status, int Code)? Refusal { get; set; }

    /// <summary>Without it, messages with embeds are refused as if nothing might be written.</summary>
    public bool MayEmbed { get; set; } = true;

    /// <summary>Without it, messages with files are refused likewise.</summary>
    public bool MayAttach { get; set; } = true;

    public bool IsForum => type is 15 or 16;

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = id,
            ["type"] = type,
            ["guild_id"] = Guild,
            ["name"] = Name,
            ["parent_id"] = Parent,
            ["flags"] = 0,
            ["permission_overwrites"] = new JsonArray(),
            ["position"] = 0,
            ["last_message_id"] = null,
        };
        if (IsForum)
            json["available_tags"] = new JsonArray([
                .. Tags.Select(tag =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = tag.Key,
                            ["name"] = tag.Value,
                            ["moderated"] = false,
                        }
                ),
            ]);
        return json;
    }
}

/// <summary>A message that stands in the fake.</summary>
internal sealed class DiscordArrived(string id, string channel, JsonObject body)
{
    public string Id => id;

    public string Channel => channel;

    public JsonObject Body { get; set; } = body;

    public string? Post { get; init; }

    public IReadOnlyList<UploadedFile> Files { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public int Edits { get; set; }

    public bool IsPublished { get; set; }

    public bool IsDeleted { get; set; }

    public string? Nonce => Body["nonce"]?.ToString();

    public JsonObject? Embed => Body["embeds"] is JsonArray { Count: > 0 } embeds ? embeds[0]!.AsObject() : null;

    public string Title => $"{Embed?["title"]}";

    public string Content => $"{Body["content"]}";

    public JsonObject ToJson() =>
        new()
        {
            ["id"] = id,
            ["type"] = 0,
            ["channel_id"] = channel,
            ["content"] = Content,
            ["timestamp"] = "2026-01-15T09:00:00.000000+00:00",
            ["edited_timestamp"] = null,
            ["tts"] = false,
            ["author"] = FakeDiscord.Me(),
            ["embeds"] = Body["embeds"]?.DeepClone() ?? new JsonArray(),
            ["attachments"] = new JsonArray(),
            ["mentions"] = new JsonArray(),
            ["mention_roles"] = new JsonArray(),
            ["mention_everyone"] = false,
            ["pinned"] = false,
            ["components"] = new JsonArray(),
            ["flags"] = Body["flags"]?.DeepClone() ?? 0,
            ["nonce"] = Body["nonce"]?.DeepClone(),
        };
}
