using System.Text.Json.Serialization.Metadata;
using AlertBot.Channels.Discord.Api;
using AlertBot.Channels.Discord.Sending;
using AlertBot.Chats;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// Sends answers to interactions. Their addresses hold a token of their own and are outside the limit of the whole bot.
/// </summary>
internal sealed class DiscordReplies(DiscordRest rest, ILogger<DiscordReplies> log)
{
    private const int NewMessage = 4;
    private const int Deferred = 5;
    private const int InPlace = 7;
    private const int Suggestions = 8;

    /// <summary>In place of the panel whose button was pressed, else below, for the asker alone.</summary>
    public Task SendAsync(DiscordInteraction asked, Reply reply, CancellationToken ct)
    {
        var inPlace = asked.Type == DiscordInteraction.Component && reply is { Replaces: true, IsRefusal: false };
        return CallAsync(
            HttpMethod.Post,
            $"interactions/{asked.Id}/{asked.Token}/callback",
            new DiscordCallback(inPlace ? InPlace : NewMessage) { Data = MessageOf(reply, inPlace) },
            DiscordJson.Default.DiscordCallback,
            reply.Document,
            ct
        );
    }

    /// <summary>"The bot is thinking", for the asker alone: whether others see it cannot be changed later.</summary>
    public Task DeferAsync(DiscordInteraction asked, CancellationToken ct) =>
        CallAsync(
            HttpMethod.Post,
            $"interactions/{asked.Id}/{asked.Token}/callback",
            new DiscordCallback(Deferred) { Data = new DiscordMessage { Flags = DiscordMessage.Ephemeral } },
            DiscordJson.Default.DiscordCallback,
            null,
            ct
        );

    /// <summary>The answer to what was deferred; possible for a quarter of an hour.</summary>
    public Task CompleteAsync(DiscordInteraction asked, Reply reply, CancellationToken ct) =>
        CallAsync(
            HttpMethod.Patch,
            $"webhooks/{asked.Application}/{asked.Token}/messages/@original",
            MessageOf(reply, isEdit: true),
            DiscordJson.Default.DiscordMessage,
            reply.Document,
            ct
        );

    public Task SuggestAsync(
        DiscordInteraction asked,
        IReadOnlyList<DiscordSuggestion> choices,
        CancellationToken ct
    ) =>
        CallAsync(
            HttpMethod.Post,
            $"interactions/{asked.Id}/{asked.Token}/callback",
            new DiscordSuggesting(Suggestions, new DiscordChoices(choices)),
            DiscordJson.Default.DiscordSuggesting,
            null,
            ct
        );

    private static DiscordMessage MessageOf(Reply reply, bool isEdit) =>
        new()
        {
            Content = DiscordMarkdown.OfReply(reply, DiscordText.MostContent),
            // An edit without components would leave the old ones standing.
            Components = reply.Choices.Count > 0 || isEdit ? DiscordComponents.Render(reply.Choices) : null,
            Flags = DiscordMessage.NoPreviews | (isEdit ? 0 : DiscordMessage.Ephemeral),
            Attachments = reply.Document is { } document ? [new DiscordAttachment("0", document.Name)] : null,
        };

    private async Task CallAsync<T>(
        HttpMethod method,
        string path,
        T body,
        JsonTypeInfo<T> type,
        ReplyDocument? file,
        CancellationToken ct
    )
    {
        using var content = DiscordRest.ContentOf(body, type, file);
        // Each interaction has an address of its own, so there is no limit to learn; the command is carried out
        // whatever comes.
        var answer = await rest.CallAsync(method, new DiscordRoute("interactions", ""), path, content, ct);
        if (answer is not DiscordResponse.Fine)
            log.DiscordNotAnswered(answer is DiscordResponse.Refused refused ? refused.Why : answer.GetType().Name);
    }
}

/// <summary>The first answer to an interaction.</summary>
internal sealed record DiscordCallback(int Type)
{
    public DiscordMessage? Data { get; init; }
}

internal sealed record DiscordSuggesting(int Type, DiscordChoices Data);

internal sealed record DiscordChoices(IReadOnlyList<DiscordSuggestion> Choices);
