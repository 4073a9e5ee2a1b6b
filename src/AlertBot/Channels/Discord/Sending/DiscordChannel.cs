using System.Text.Json;
using AlertBot.Channels.Discord.Api;
using AlertBot.Chats;
using AlertBot.Subscriptions.Briefs;

namespace AlertBot.Channels.Discord.Sending;

/// <summary>
/// Sends messages through the bot: to channels, threads, announcement channels and forums, where each story is a post.
/// </summary>
internal sealed class DiscordChannel(
    DiscordRest rest,
    DiscordLimits limits,
    DiscordPlaces places,
    DiscordWebhooks webhooks,
    BriefChart charts,
    IOptions<DiscordOptions> options,
    ILogger<DiscordChannel> log
) : IChannel
{
    public string Name => "discord";

    /// <summary>By what Discord's last answer for this chat says is left: the numbers are its own and change.</summary>
    public TimeSpan PauseAfter(Chat chat) =>
        DiscordWebhooks.NameOf(chat) is { } webhook
            ? webhooks.WaitFor(webhook)
            : new[]
            {
                limits.WaitFor(DiscordRoute.Send(chat.Address)),
                limits.WaitFor(DiscordRoute.Post(chat.Address)),
            }.Max();

    public async Task<DeliveryOutcome> SendAsync(Message message, CancellationToken ct)
    {
        if (DiscordWebhooks.NameOf(message.Chat) is { } webhook)
            return await webhooks.SendAsync(webhook, message, ct);
        if (string.IsNullOrEmpty(options.Value.Token))
            return new DeliveryOutcome.Later(
                TimeSpan.FromMinutes(10),
                "Discord:Token is missing; without it only webhooks are sent to"
            );
        var (place, problem) = await places.FindAsync(message.Chat.Address, ct);
        if (place is null)
            return problem!;
        var text = DiscordText.Render(message);
        if (charts.Draw(message) is { } picture)
        {
            var whole = await SendAsync(message, place, DiscordText.WithPicture(text, picture), ct);
            if (whole is not DeliveryOutcome.Refused refused)
                return whole;
            log.DiscordPictureRefused(refused.Why);
        }
        var outcome = await SendAsync(message, place, text, ct);
        if (text.Embeds is not null && DiscordOutcomes.IsAboutEmbeds(outcome))
        {
            log.DiscordEmbedsRefused();
            outcome = await SendAsync(message, place, DiscordText.WithoutMarkup(message, text), ct);
        }
        if (
            outcome is DeliveryOutcome.Sent sent
            && place.IsAnnouncements
            && options.Value.Crosspost
            && message is { Content: Alert, Target: not Target.Edit }
        )
            await PublishAsync(place.Id, sent.MessageId, ct);
        return outcome;
    }

    private Task<DeliveryOutcome> SendAsync(
        Message message,
        DiscordPlace place,
        DiscordMessage text,
        CancellationToken ct
    ) =>
        message.Target switch
        {
            Target.Edit edit => EditAsync(DiscordMessageId.Parse(edit.MessageId, place), text, ct),
            Target.Reply reply when place.IsForum => AnswerInPostAsync(
                message,
                DiscordMessageId.Parse(reply.MessageId, place).Channel,
                place,
                text,
                ct
            ),
            Target.Reply reply => CreateAsync(
                message,
                place.Id,
                text with
                {
                    MessageReference = new DiscordReference(
                        DiscordMessageId.Parse(reply.MessageId, place).Message,
                        FailIfNotExists: false
                    ),
                },
                ct
            ),
            _ when place.IsForum => PostAsync(message, place, text, ct),
            _ => CreateAsync(message, place.Id, text, ct),
        };

    /// <summary>
    /// Where no answer comes, the same is asked once more at once: Discord gives back the first message for its nonce.
    /// If there is none again, the outbox repeats it while Discord's memory of nonces, some minutes long, lasts.
    /// </summary>
    private async Task<DeliveryOutcome> CreateAsync(
        Message message,
        string channel,
        DiscordMessage text,
        CancellationToken ct
    )
    {
        var nonce = DiscordText.Nonce(message);
        var body = nonce is null ? text : text with { Nonce = nonce, EnforceNonce = true };
        var answer = await CreateAsync(channel, body, ct);
        if (nonce is not null && answer is DiscordResponse.Silent { MayStand: true })
            answer = await CreateAsync(channel, body, ct);
        // Said of a repeat whose first message somebody has deleted meanwhile.
        if (answer is DiscordResponse.Refused { Code: DiscordOutcomes.UnknownMessage } && nonce is not null)
            return new DeliveryOutcome.Sent("0");
        return IdOf(answer, "id") is { } id
            ? new DeliveryOutcome.Sent(id)
            : DiscordOutcomes.OutcomeOf(answer, hasNonce: nonce is not null);
    }

    private Task<DiscordResponse> CreateAsync(string channel, DiscordMessage body, CancellationToken ct) =>
        rest.CallAsync(
            HttpMethod.Post,
            DiscordRoute.Send(channel),
            $"channels/{channel}/messages",
            DiscordRest.ContentOf(body, DiscordJson.Default.DiscordMessage, body.File),
            ct
        );

    /// <summary>Posts know no nonce: an unknown outcome is the outbox's matter.</summary>
    private async Task<DeliveryOutcome> PostAsync(
        Message message,
        DiscordPlace forum,
        DiscordMessage text,
        CancellationToken ct
    )
    {
        var tags = message.Content is Alert alert ? forum.TagsFor(alert.Topics) : [];
        var post = new DiscordPost(DiscordText.PostName(message), text) { AppliedTags = tags.Count > 0 ? tags : null };
        var answer = await rest.CallAsync(
            HttpMethod.Post,
            DiscordRoute.Post(forum.Id),
            $"channels/{forum.Id}/threads",
            DiscordRest.ContentOf(post, DiscordJson.Default.DiscordPost, text.File),
            ct
        );
        // Tags are an extra: somebody may have deleted one since.
        if (
            answer is DiscordResponse.Refused { Code: DiscordOutcomes.InvalidForm } wrong
            && tags.Count > 0
            && wrong.Why.Contains("applied_tags", StringComparison.Ordinal)
        )
        {
            await places.ForgetAsync(forum.Id, ct);
            answer = await rest.SendAsync(
                HttpMethod.Post,
                DiscordRoute.Post(forum.Id),
                $"channels/{forum.Id}/threads",
                post with
                {
                    AppliedTags = null,
                },
                DiscordJson.Default.DiscordPost,
                ct
            );
        }
        return IdOf(answer, "id") is { } id ? new DeliveryOutcome.Sent(id) : DiscordOutcomes.OutcomeOf(answer);
    }

    /// <summary>A development is told in the story's post; if that is gone or locked, in one of its own.</summary>
    private async Task<DeliveryOutcome> AnswerInPostAsync(
        Message message,
        string thread,
        DiscordPlace forum,
        DiscordMessage text,
        CancellationToken ct
    )
    {
        var outcome = await CreateAsync(message, thread, text, ct);
        var isLost = outcome is DeliveryOutcome.Gone || DiscordOutcomes.IsAboutClosedThread(outcome);
        return isLost ? await PostAsync(message, forum, text, ct)
            : outcome is DeliveryOutcome.Sent sent ? new DeliveryOutcome.Sent($"{thread}/{sent.MessageId}")
            : outcome;
    }

    private async Task<DeliveryOutcome> EditAsync(DiscordMessageId id, DiscordMessage text, CancellationToken ct)
    {
        var answer = await rest.SendAsync(
            HttpMethod.Patch,
            DiscordRoute.Edit(id.Channel),
            $"channels/{id.Channel}/messages/{id.Message}",
            text,
            DiscordJson.Default.DiscordMessage,
            ct
        );
        return answer is DiscordResponse.Fine
            ? new DeliveryOutcome.Sent($"{id}")
            : DiscordOutcomes.OutcomeOf(answer, isEdit: true, hasNonce: true);
    }

    /// <summary>
    /// An extra with a low limit of its own (some ten an hour); the alert stands whatever comes of it.
    /// </summary>
    private async Task PublishAsync(string channel, string message, CancellationToken ct)
    {
        var answer = await rest.CallAsync(
            HttpMethod.Post,
            DiscordRoute.Publish(channel),
            $"channels/{channel}/messages/{message}/crosspost",
            null,
            ct
        );
        if (answer is not (DiscordResponse.Fine or DiscordResponse.Refused { Code: 40033 }))
            log.DiscordNotPublished(answer is DiscordResponse.Refused refused ? refused.Why : answer.GetType().Name);
    }

    private static string? IdOf(DiscordResponse answer, string name) =>
        answer is DiscordResponse.Fine { Body.ValueKind: JsonValueKind.Object } fine
        && fine.Body.TryGetProperty(name, out var id)
            ? id.GetString()
            : null;
}

/// <summary>
/// A message by its channel and its own id; in forums a story's channel is its post, so <c>POST/MESSAGE</c> names it.
/// </summary>
internal readonly record struct DiscordMessageId(string Channel, string Message, bool IsWhole)
{
    /// <summary>The first message of a post has the post's id.</summary>
    public static DiscordMessageId Parse(string stored, DiscordPlace place) =>
        stored.Split('/') is [var thread, var message]
            ? new(thread, message, IsWhole: true)
            : new(place.IsForum ? stored : place.Id, stored, IsWhole: false);

    public override string ToString() => IsWhole ? $"{Channel}/{Message}" : Message;
}
