using System.Text.Json;
using System.Text.RegularExpressions;
using AlertBot.Channels.Discord.Api;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Subscriptions.Briefs;

namespace AlertBot.Channels.Discord.Sending;

/// <summary>
/// Sends by webhook, for servers that will not add a bot. Store, logs and lists know a webhook by its name only; its
/// URL, a secret, stays in the settings. Webhooks know no nonce and no buttons.
/// </summary>
internal sealed partial class DiscordWebhooks
{
    public const string Prefix = "webhook/";

    private readonly DiscordRest _rest;
    private readonly DiscordLimits _limits;
    private readonly BriefChart _charts;
    private readonly Dictionary<string, (string Id, string Token)> _urls = new(StringComparer.OrdinalIgnoreCase);

    public DiscordWebhooks(DiscordRest rest, DiscordLimits limits, BriefChart charts, IOptions<DiscordOptions> options)
    {
        (_rest, _limits, _charts) = (rest, limits, charts);
        // Names of files that hold the address stand beside it.
        foreach (
            var (name, value) in options.Value.Webhooks.Where(hook =>
                !hook.Key.EndsWith("File", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            var match = Address().Match(value.Trim());
            if (!match.Success)
                throw new SettingsException(
                    $"Discord:Webhooks:{name} is no webhook URL; copy it from the channel's settings, "
                        + "Integrations, Webhooks"
                );
            _urls[name] = (match.Groups[1].Value, match.Groups[2].Value);
        }
    }

    /// <summary>Null for a chat that is none.</summary>
    public static string? NameOf(Chat chat) =>
        chat.Address.StartsWith(Prefix, StringComparison.Ordinal) ? chat.Address[Prefix.Length..] : null;

    public TimeSpan WaitFor(string name) =>
        _urls.TryGetValue(name, out var url) ? _limits.WaitFor(Route(HttpMethod.Post, url.Id)) : TimeSpan.Zero;

    public async Task<DeliveryOutcome> SendAsync(string name, Message message, CancellationToken ct)
    {
        if (!_urls.TryGetValue(name, out var url))
            return new DeliveryOutcome.Later(
                TimeSpan.FromMinutes(10),
                $"there is no Discord:Webhooks:{name} in the settings"
            );
        var text = DiscordText.Render(message) with { Components = null };
        if (
            _charts.Draw(message) is { } picture
            && await SendAsync(url, message, DiscordText.WithPicture(text, picture), ct)
                is not DeliveryOutcome.Refused
                    and var whole
        )
            return whole;
        var outcome = await SendAsync(url, message, text, ct);
        return text.Embeds is not null && DiscordOutcomes.IsAboutEmbeds(outcome)
            ? await SendAsync(url, message, DiscordText.WithoutMarkup(message, text), ct)
            : outcome;
    }

    private async Task<DeliveryOutcome> SendAsync(
        (string Id, string Token) url,
        Message message,
        DiscordMessage text,
        CancellationToken ct
    ) =>
        message.Target switch
        {
            Target.Edit edit => await EditAsync(url, edit.MessageId, text, ct),
            Target.Reply reply when Split(reply.MessageId).Thread is { } thread => await AnswerInPostAsync(
                url,
                thread,
                message,
                text,
                ct
            ),
            _ => await CreateAsync(url, null, message, text, ct),
        };

    /// <summary>A development is told in the story's post; if that is gone, in one of its own.</summary>
    private async Task<DeliveryOutcome> AnswerInPostAsync(
        (string Id, string Token) url,
        string thread,
        Message message,
        DiscordMessage text,
        CancellationToken ct
    )
    {
        var outcome = await CreateAsync(url, thread, message, text, ct);
        var isLost =
            outcome is DeliveryOutcome.Gone gone
            && !gone.Why.StartsWith($"{DiscordOutcomes.UnknownWebhook}:", StringComparison.Ordinal);
        return isLost || DiscordOutcomes.IsAboutClosedThread(outcome)
            ? await CreateAsync(url, null, message, text, ct)
            : outcome;
    }

    private async Task<DeliveryOutcome> CreateAsync(
        (string Id, string Token) url,
        string? thread,
        Message message,
        DiscordMessage text,
        CancellationToken ct
    )
    {
        var answer = await CallAsync(HttpMethod.Post, url, "", thread, text, ct);
        // Only the answer says that the webhook's channel is a forum: there a message needs a title and is a post.
        var isPost = answer is DiscordResponse.Refused { Code: DiscordOutcomes.NeedsThreadName };
        if (isPost)
            answer = await CallAsync(
                HttpMethod.Post,
                url,
                "",
                null,
                text with
                {
                    ThreadName = DiscordText.PostName(message),
                },
                ct
            );
        if (
            answer is not DiscordResponse.Fine { Body.ValueKind: JsonValueKind.Object } fine
            || !fine.Body.TryGetProperty("id", out var id)
        )
            return DiscordOutcomes.OutcomeOf(answer);
        thread = isPost && fine.Body.TryGetProperty("channel_id", out var post) ? post.GetString() : thread;
        return new DeliveryOutcome.Sent(thread is null ? $"{id}" : $"{thread}/{id}");
    }

    private async Task<DeliveryOutcome> EditAsync(
        (string Id, string Token) url,
        string stored,
        DiscordMessage text,
        CancellationToken ct
    )
    {
        var (thread, id) = Split(stored);
        var answer = await CallAsync(HttpMethod.Patch, url, $"/messages/{id}", thread, text, ct);
        return answer is DiscordResponse.Fine
            ? new DeliveryOutcome.Sent(stored)
            : DiscordOutcomes.OutcomeOf(answer, isEdit: true, hasNonce: true);
    }

    private Task<DiscordResponse> CallAsync(
        HttpMethod method,
        (string Id, string Token) url,
        string below,
        string? thread,
        DiscordMessage body,
        CancellationToken ct
    )
    {
        // Without wait, faults would not be told.
        var query = string.Join(
            '&',
            (
                (string?[])
                    [method == HttpMethod.Post ? "wait=true" : null, thread is null ? null : $"thread_id={thread}"]
            ).OfType<string>()
        );
        return _rest.CallAsync(
            method,
            Route(method, url.Id),
            $"webhooks/{url.Id}/{url.Token}{below}{(query.Length > 0 ? "?" : "")}{query}",
            DiscordRest.ContentOf(body, DiscordJson.Default.DiscordMessage, body.File),
            ct
        );
    }

    private static DiscordRoute Route(HttpMethod method, string id) => new($"{method} webhooks", id);

    private static (string? Thread, string Id) Split(string stored) =>
        stored.Split('/') is [var thread, var id] ? (thread, id) : (null, stored);

    /// <summary>Only its id and token are used, with the API's own address.</summary>
    [GeneratedRegex(
        @"^https?://[^/]+/api/(?:v\d+/)?webhooks/(\d{1,20})/([\w-]{1,100})/?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Address();
}
