using System.Text.Json.Serialization;
using AlertBot.Channels.Discord.Receiving;
using AlertBot.Chats;

namespace AlertBot.Channels.Discord.Api;

/// <summary>A message as it is created, edited or answered with; what is null is not said.</summary>
internal sealed record DiscordMessage
{
    /// <summary>No link previews (Message, flags, read 2026-11-23). It hides embeds of ours too.</summary>
    public const int NoPreviews = 4;

    /// <summary>Only the one who asked sees it.</summary>
    public const int Ephemeral = 64;

    public string? Content { get; init; }
    public IReadOnlyList<DiscordEmbed>? Embeds { get; init; }

    /// <summary>Always said: without it every mention in the text would ring.</summary>
    public DiscordMentions AllowedMentions { get; init; } = DiscordMentions.None;

    public int? Flags { get; init; }
    public IReadOnlyList<DiscordComponent>? Components { get; init; }
    public DiscordReference? MessageReference { get; init; }

    /// <summary>At most 25 characters. With <see cref="EnforceNonce"/> a repeat gives the first message back.</summary>
    public string? Nonce { get; init; }

    public bool? EnforceNonce { get; init; }

    public IReadOnlyList<DiscordAttachment>? Attachments { get; init; }

    /// <summary>What is attached; it goes beside the JSON.</summary>
    [JsonIgnore]
    public ReplyDocument? File { get; init; }

    /// <summary>Webhooks of forums only: the title of the post.</summary>
    public string? ThreadName { get; init; }
}

/// <summary>A file of the same request, by its number there.</summary>
internal sealed record DiscordAttachment(string Id, string Filename);

internal sealed record DiscordEmbed
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public string? Url { get; init; }
    public int? Color { get; init; }
    public string? Timestamp { get; init; }
    public IReadOnlyList<DiscordField>? Fields { get; init; }
    public DiscordFooter? Footer { get; init; }
    public DiscordImage? Image { get; init; }
}

/// <summary>A picture by its address; <c>attachment://NAME</c> is a file of the same message.</summary>
internal sealed record DiscordImage(string Url);

internal sealed record DiscordField(string Name, string Value, bool Inline);

internal sealed record DiscordFooter(string Text);

/// <summary>Who may be called by a message.</summary>
internal sealed record DiscordMentions(IReadOnlyList<string> Parse)
{
    public static readonly DiscordMentions None = new([]);

    public IReadOnlyList<string>? Roles { get; init; }
}

internal sealed record DiscordReference(string MessageId, bool FailIfNotExists);

/// <summary>A post of a forum: a thread and its first message.</summary>
internal sealed record DiscordPost(string Name, DiscordMessage Message)
{
    public IReadOnlyList<string>? AppliedTags { get; init; }
}

/// <summary>A row (1), a button (2) or a select menu (3).</summary>
internal sealed record DiscordComponent(int Type)
{
    public IReadOnlyList<DiscordComponent>? Components { get; init; }
    public int? Style { get; init; }
    public string? Label { get; init; }
    public string? CustomId { get; init; }
    public string? Placeholder { get; init; }
    public IReadOnlyList<DiscordChoice>? Options { get; init; }
}

internal sealed record DiscordChoice(string Label, string Value);

/// <summary>What the client says, written without reflection; snake_case, and nothing that is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(DiscordMessage))]
[JsonSerializable(typeof(DiscordPost))]
[JsonSerializable(typeof(DiscordCallback))]
[JsonSerializable(typeof(DiscordSuggesting))]
[JsonSerializable(typeof(IReadOnlyList<DiscordCommand>))]
internal sealed partial class DiscordJson : JsonSerializerContext;
