using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Runtime;
using AlertBot.Storage.Leases;

namespace AlertBot.Channels.Discord.Api;

/// <summary>
/// Discord's HTTP API: one request, one <see cref="DiscordResponse"/>. It never repeats and never sleeps through a
/// limit, since both are the outbox's work. Its HTTP client is our own and logs nothing: webhook URLs and interaction
/// tokens are in the paths.
/// </summary>
internal sealed class DiscordRest : IDisposable
{
    private readonly HttpClient _http;
    private readonly string? _token;
    private readonly DiscordLimits _limits;
    private readonly InvalidRequests _invalid;
    private readonly SendRateLimiter _pace;
    private readonly TimeProvider _clock;
    private readonly ILogger<DiscordRest> _log;

    public DiscordRest(
        IOptions<DiscordOptions> options,
        DiscordLimits limits,
        InvalidRequests invalid,
        NodeShare share,
        TimeProvider clock,
        ILogger<DiscordRest> log
    )
    {
        (_token, _limits, _invalid, _clock, _log) = (options.Value.Token?.Trim(), limits, invalid, clock, log);
        if (_token is { Length: > 0 } && !_token.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            throw new SettingsException(
                "Discord:Token is no bot token; copy it from the page Bot of the developer portal, without the word Bot"
            );
        // Hardly a burst: 50 a second is Discord's limit for a bot over all its routes, however they fall.
        _pace = new SendRateLimiter(options.Value.PerSecond, clock, burst: TimeSpan.FromMilliseconds(20), share);
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = BaseUrl(options.Value.ApiBaseUrl),
            Timeout = options.Value.SendTimeout,
        };
        // Without this form Discord's front refuses the request (Reference, User Agent, read 2026-11-23).
        _http.DefaultRequestHeaders.TryAddWithoutValidation(
            "User-Agent",
            $"DiscordBot (https://github.com/alertbot/alertbot, {ProgramVersion.Short})"
        );
    }

    /// <summary>How far Discord's clock is ahead of ours, by the last answer.</summary>
    public TimeSpan ClockAhead { get; private set; }

    public Task<DiscordResponse> GetAsync(DiscordRoute route, string path, CancellationToken ct) =>
        CallAsync(HttpMethod.Get, route, path, null, ct);

    public Task<DiscordResponse> SendAsync<T>(
        HttpMethod method,
        DiscordRoute route,
        string path,
        T body,
        JsonTypeInfo<T> type,
        CancellationToken ct
    ) => CallAsync(method, route, path, ContentOf(body, type, null), ct);

    /// <param name="method">HTTP's.</param>
    /// <param name="route">What its limit counts by.</param>
    /// <param name="path">Below the API's address. Paths with a token of their own need no other.</param>
    /// <param name="body">The request's, if any.</param>
    /// <param name="ct">The one thing that throws.</param>
    public async Task<DiscordResponse> CallAsync(
        HttpMethod method,
        DiscordRoute route,
        string path,
        HttpContent? body,
        CancellationToken ct
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        var isOfInteraction =
            path.StartsWith("interactions/", StringComparison.Ordinal)
            || path.Contains("/messages/@original", StringComparison.Ordinal);
        if (!isOfInteraction && !path.StartsWith("webhooks/", StringComparison.Ordinal))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bot", _token);
        if (Held(route) is { } held)
            return held;
        // Answers to interactions do not count in the limit of the whole bot, and have three seconds.
        if (!isOfInteraction)
            await _pace.WaitAsync(ct);
        try
        {
            using var response = await _http.SendAsync(request, ct);
            return await ReadAsync(route, response, ct);
        }
        catch (HttpRequestException e)
            when (e.HttpRequestError
                    is HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
            )
        {
            return new DiscordResponse.Silent($"no connection: {e.HttpRequestError}", MayStand: false);
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException
                || (e is OperationCanceledException && !ct.IsCancellationRequested)
            )
        {
            return new DiscordResponse.Silent("no answer", MayStand: true);
        }
    }

    /// <summary>JSON, with a file beside it where there is one (Uploading Files, read 2026-11-30).</summary>
    public static HttpContent ContentOf<T>(T body, JsonTypeInfo<T> type, ReplyDocument? file)
    {
        var json = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
        return file is null
            ? json
            : new MultipartFormDataContent
            {
                { json, "payload_json" },
                { new ReadOnlyMemoryContent(file.Content), "files[0]", file.Name },
            };
    }

    public void Dispose() => _http.Dispose();

    private DiscordResponse.TooMany? Held(DiscordRoute route) =>
        _invalid.RemainingPause() is { Ticks: > 0 } ban
            ? new DiscordResponse.TooMany(ban, "too many refused requests", WholeBot: true)
        : _limits.WaitForAll() is { Ticks: > 0 } all
            ? new DiscordResponse.TooMany(all, "the limit of the whole bot", WholeBot: true)
        : _limits.Acquire(route) is { Ticks: > 0 } wait
            ? new DiscordResponse.TooMany(wait, "the limit of this channel", WholeBot: false)
        : null;

    private async Task<DiscordResponse> ReadAsync(
        DiscordRoute route,
        HttpResponseMessage response,
        CancellationToken ct
    )
    {
        if (response.Headers.Date is { } date)
            ClockAhead = date - _clock.GetUtcNow();
        _limits.Learn(route, response.Headers);
        var answer = DiscordResponseReader.Parse(response, await DiscordResponseReader.BodyAsync(response, ct));
        if (answer is DiscordResponse.TooMany { WholeBot: true } all)
            _limits.HoldAll(all.Wait);
        else if (answer is DiscordResponse.TooMany one)
            _limits.Hold(route, one.Wait);
        if (DiscordResponseReader.IsInvalid(response) && _invalid.Count())
            _log.DiscordInvalidRequests(InvalidRequests.Most);
        return answer;
    }

    /// <summary>A token must not travel in the clear, save to a test server on this machine.</summary>
    private static Uri BaseUrl(string address)
    {
        if (
            !Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var url)
            || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        )
            throw new SettingsException(
                "Discord:ApiBaseUrl must be an https:// address; plain http:// only for this machine, "
                    + $"found \"{address}\""
            );
        return url;
    }
}
