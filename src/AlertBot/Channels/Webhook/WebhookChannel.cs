using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AlertBot.Chats;
using AlertBot.Runtime;

namespace AlertBot.Channels.Webhook;

/// <summary>
/// Posts to addresses that the settings name: programs, Slack, Mattermost. What bears the name is known to the store;
/// the address, a secret, is not. Slack's and Mattermost's webhooks can neither edit nor answer: a development stands
/// alone there, a mere further source is not told.
/// </summary>
internal sealed class WebhookChannel : IChannel, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Of a server in trouble.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>
    /// One message a second for each webhook (Slack, Rate limits, read 2026-11-25); Mattermost and programs set none.
    /// </summary>
    private static readonly TimeSpan PauseBetweenPosts = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyDictionary<string, WebhookOptions> _hooks;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }
    )
    {
        Timeout = Timeout,
    };

    public WebhookChannel(IReadOnlyDictionary<string, WebhookOptions> hooks, TimeProvider clock)
    {
        (_hooks, _clock) = (hooks, clock);
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", ProgramVersion.UserAgent);
    }

    public string Name => "webhook";

    public TimeSpan PauseAfter(Chat chat) => PauseBetweenPosts;

    public async Task<DeliveryOutcome> SendAsync(Message message, CancellationToken ct)
    {
        var name = message.Chat.Address;
        if (!_hooks.TryGetValue(name, out var hook))
            return new DeliveryOutcome.Later(
                TimeSpan.FromMinutes(10),
                $"there is no {WebhookOptions.Section}:{name} in the settings"
            );
        if (message.Target is Target.Edit && hook.Kind != WebhookKind.Json)
            return new DeliveryOutcome.Refused("such a webhook cannot edit what it posted");
        using var request = Request(hook, message);
        try
        {
            using var response = await _http.SendAsync(request, ct);
            return OutcomeOf(response, message);
        }
        catch (HttpRequestException e)
            when (e.HttpRequestError
                    is HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
            )
        {
            return new DeliveryOutcome.Later(Pause, $"webhook {name} cannot be reached");
        }
        catch (Exception e)
            when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new DeliveryOutcome.Later(Pause, $"webhook {name} gave no answer", Unsure: true);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(WebhookOptions hook, Message message)
    {
        var body = Encoding.UTF8.GetBytes(
            hook.Kind == WebhookKind.Json ? WebhookJson.Render(message) : WebhookText.Render(message, hook.Kind)
        );
        var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-8");
        if (message.Key is { } key)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"{message.Chat}/{key}");
        if (hook.Secret is { } secret)
        {
            // With the time in what is signed, a request that was read on the way cannot be played again later.
            var time = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.TryAddWithoutValidation("X-AlertBot-Timestamp", time);
            byte[] signed = [.. Encoding.UTF8.GetBytes(time + "."), .. body];
            request.Headers.TryAddWithoutValidation(
                "X-AlertBot-Signature",
                $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}"
            );
        }
        return request;
    }

    private DeliveryOutcome OutcomeOf(HttpResponseMessage response, Message message)
    {
        var (name, status) = (message.Chat.Address, (int)response.StatusCode);
        return response.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new DeliveryOutcome.Sent(message.Key ?? "1"),
            HttpStatusCode.TooManyRequests => new DeliveryOutcome.Later(
                RetryAfter(response),
                $"webhook {name} asks to wait",
                Flooded: true
            ),
            // What a front says of a request it did not pass on is no word on the message.
            >= HttpStatusCode.InternalServerError
            or HttpStatusCode.RequestTimeout
            or HttpStatusCode.MisdirectedRequest
            or HttpStatusCode.Locked
            or (HttpStatusCode)425 => new DeliveryOutcome.Later(
                Pause,
                $"webhook {name} answered {status}",
                ServerFailed: true
            ),
            HttpStatusCode.Unauthorized
            or HttpStatusCode.Forbidden
            or HttpStatusCode.NotFound
            or HttpStatusCode.Gone
            or < HttpStatusCode.BadRequest => new DeliveryOutcome.Refused(
                $"webhook {name} answered {status}: it was removed or its address is wrong; "
                    + $"see {WebhookOptions.Section}:{name}",
                LostRights: true
            ),
            _ => new DeliveryOutcome.Refused($"webhook {name} answered {status}"),
        };
    }

    private TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => Pause,
        };
        return asked < PauseBetweenPosts ? PauseBetweenPosts
            : asked > TimeSpan.FromHours(1) ? TimeSpan.FromHours(1)
            : asked;
    }
}
