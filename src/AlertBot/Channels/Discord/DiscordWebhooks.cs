using System.Text.Json;
using System.Text.RegularExpressions;
using AlertBot.Config;
using AlertBot.Subscriptions;

namespace AlertBot.Channels.Discord;

/// <summary>
/// Sends by webhook, for servers that will not add a bot. Store, logs and lists know a webhook by its name only; its
/// URL, a secret, stays in the settings. Webhooks know no nonce and no buttons.
/// </summary>
internal sealed partial class DiscordWebhooks
{
    public const string Prefix = "webhook/";

    private readonly DiscordRest _rest;
    private readonly DiscordLimits _limits;
    private readonly Dictionary<string, (string Id, string Token)> _urls = new(StringComparer.OrdinalIgnoreCase);

    public DiscordWebhooks(DiscordRest rest, DiscordLimits limits, IOptions<DiscordOptions> options)
    {
        (_rest, _limits) = (rest, limits);
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

    public TimeSpan RestOf(string name) =>
        _urls.TryGetValue(name, out var url) ? _limits.RestOf(Route(HttpMethod.Post, url.Id)) : TimeSpan.Zero;

    public async Task<Delivery> SendAsync(string name, Message message, CancellationToken ct)
    {
        if (!_urls.TryGetValue(name, out var url))
            return new Delivery.Later(TimeSpan.FromMinutes(10), $"there is no Discord:Webhooks:{name} in the settings");
        var text = DiscordText.Of(message) with { Components = null };
        var delivery = await SendAsync(url, message, text, ct);
        return text.Embeds is not null && DiscordAnswers.IsAboutEmbeds(delivery)
            ? await SendAsync(url, message, DiscordText.Plain(message, text), ct)
            : delivery;
    }

    private async Task<Delivery> SendAsync(
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
    private async Task<Delivery> AnswerInPostAsync(
        (string Id, string Token) url,
        string thread,
        Message message,
        DiscordMessage text,
        CancellationToken ct
    )
    {
        var delivery = await CreateAsync(url, thread, message, text, ct);
        var isLost =
            delivery is Delivery.Gone gone
            && !gone.Why.StartsWith($"{DiscordAnswers.UnknownWebhook}:", StringComparison.Ordinal);
        return isLost || DiscordAnswers.IsAboutClosedThread(delivery)
            ? await CreateAsync(url, null, message, text, ct)
            : delivery;
    }

    private async Task<Delivery> CreateAsync(
        (string Id, string Token) url,
        string? thread,
        Message message,
        DiscordMessage text,
        CancellationToken ct
    )
    {
        var answer = await CallAsync(HttpMethod.Post, url, "", thread, text, ct);
        // Only the answer says that the webhook's channel is a forum: there a message needs a title and is a post.
        var isPost = answer is DiscordAnswer.Refused { Code: DiscordAnswers.NeedsThreadName };
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
            answer is not DiscordAnswer.Fine { Body.ValueKind: JsonValueKind.Object } fine
            || !fine.Body.TryGetProperty("id", out var id)
        )
            return DiscordAnswers.Read(answer);
        thread = isPost && fine.Body.TryGetProperty("channel_id", out var post) ? post.GetString() : thread;
        return new Delivery.Sent(thread is null ? $"{id}" : $"{thread}/{id}");
    }

    private async Task<Delivery> EditAsync(
        (string Id, string Token) url,
        string stored,
        DiscordMessage text,
        CancellationToken ct
    )
    {
        var (thread, id) = Split(stored);
        var answer = await CallAsync(HttpMethod.Patch, url, $"/messages/{id}", thread, text, ct);
        return answer is DiscordAnswer.Fine
            ? new Delivery.Sent(stored)
            : DiscordAnswers.Read(answer, isEdit: true, hasNonce: true);
    }

    private Task<DiscordAnswer> CallAsync(
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
        return _rest.SendAsync(
            method,
            Route(method, url.Id),
            $"webhooks/{url.Id}/{url.Token}{below}{(query.Length > 0 ? "?" : "")}{query}",
            body,
            DiscordJson.Default.DiscordMessage,
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
