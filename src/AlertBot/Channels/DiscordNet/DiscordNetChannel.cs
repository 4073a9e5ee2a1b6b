using System.Globalization;
using AlertBot.Channels.Discord;
using AlertBot.Channels.Discord.Api;
using AlertBot.Channels.Discord.Sending;
using AlertBot.Chats;
using Discord;
using Discord.Net;
using Discord.Net.Rest;
using Discord.Rest;
using Chat = AlertBot.Chats.Chat;

namespace AlertBot.Channels.DiscordNet;

/// <summary>
/// Sends through Discord.Net instead of our own client; compiled only with <c>-p:DiscordNet=true</c>. Texts and the
/// meaning of answers are those of the folder Discord, and so are the listener and webhooks. It knows no enforce_nonce:
/// a repeat after a lost answer can double.
/// </summary>
internal sealed class DiscordNetChannel : IChannel, IAsyncDisposable
{
    private readonly DiscordRestClient _client;
    private readonly DiscordOptions _options;
    private readonly SemaphoreSlim _login = new(1, 1);

    public DiscordNetChannel(IOptions<DiscordOptions> options)
    {
        _options = options.Value;
        // The library puts its own address; ours may be a test server's. It neither repeats nor waits by itself: both
        // are the outbox's work.
        var address = _options.ApiBaseUrl.TrimEnd('/') + "/";
        _client = new DiscordRestClient(
            new DiscordRestConfig
            {
                RestClientProvider = _ => DefaultRestClientProvider.Instance(address),
                DefaultRetryMode = RetryMode.AlwaysFail,
            }
        );
    }

    public string Name => "discord";

    /// <summary>
    /// The library keeps the limits to itself; a send that comes too early is told when to come again.
    /// </summary>
    public TimeSpan PauseAfter(Chat chat) => TimeSpan.Zero;

    public async Task<DeliveryOutcome> SendAsync(Message message, CancellationToken ct)
    {
        if (DiscordWebhooks.NameOf(message.Chat) is not null)
            return new DeliveryOutcome.Later(TimeSpan.FromMinutes(10), "webhooks are sent to by the usual build only");
        // The library's own time-out is for its queue; an answer it would wait for without end.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(_options.SendTimeout);
        var sending = new Sending(limit.Token);
        try
        {
            await LogInAsync(limit.Token);
            var channel = await _client.GetChannelAsync(
                ulong.Parse(message.Chat.Address, CultureInfo.InvariantCulture),
                sending.Options
            );
            sending.HasBegun = true;
            return new DeliveryOutcome.Sent(await SendAsync(message, channel, sending.Options));
        }
        catch (Exception e)
            when (!ct.IsCancellationRequested
                && e
                    is HttpException
                        or HttpRequestException
                        or TimeoutException
                        or IOException
                        or OperationCanceledException
            )
        {
            var outcome = DiscordOutcomes.OutcomeOf(
                await AnswerOfAsync(e, sending),
                isEdit: message.Target is Target.Edit
            );
            return outcome is DeliveryOutcome.Later { Unsure: true } later && !sending.HasBegun
                ? later with
                {
                    Unsure = false,
                }
                : outcome;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _login.Dispose();
    }

    private async Task LogInAsync(CancellationToken ct)
    {
        await _login.WaitAsync(ct);
        try
        {
            if (_client.LoginState != LoginState.LoggedIn)
                await _client.LoginAsync(TokenType.Bot, _options.Token).WaitAsync(ct);
        }
        finally
        {
            _login.Release();
        }
    }

    private static async Task<string> SendAsync(Message message, RestChannel channel, RequestOptions options)
    {
        var text = DiscordText.Render(message);
        var embeds = DiscordNetEmbeds.Build(text);
        var mentions = new AllowedMentions
        {
            RoleIds =
            [
                .. (text.AllowedMentions.Roles ?? []).Select(role => ulong.Parse(role, CultureInfo.InvariantCulture)),
            ],
        };
        if (channel is RestForumChannel forum && message.Target is null)
        {
            var post = await forum.CreatePostAsync(
                DiscordText.PostName(message),
                text: text.Content,
                embeds: embeds,
                allowedMentions: mentions,
                options: options
            );
            return Text(post.Id);
        }
        if (channel is not IMessageChannel place)
            throw new HttpException(
                System.Net.HttpStatusCode.BadRequest,
                null,
                (DiscordErrorCode)50008,
                "no channel for messages"
            );
        if (message.Target is Target.Edit edit)
        {
            var edited = await place.ModifyMessageAsync(
                ulong.Parse(edit.MessageId, CultureInfo.InvariantCulture),
                changed =>
                {
                    (changed.Content, changed.Embeds, changed.AllowedMentions) = (text.Content ?? "", embeds, mentions);
                },
                options
            );
            return Text(edited.Id);
        }
        var answered = message.Target is null
            ? null
            : new MessageReference(
                ulong.Parse(message.Target.MessageId, CultureInfo.InvariantCulture),
                failIfNotExists: false
            );
        var sent = await place.SendMessageAsync(
            text.Content,
            embeds: embeds,
            allowedMentions: mentions,
            messageReference: answered,
            flags: text.Flags is null ? MessageFlags.None : MessageFlags.SuppressEmbeds,
            options: options
        );
        return Text(sent.Id);
    }

    private static async Task<DiscordResponse> AnswerOfAsync(Exception fault, Sending sending) =>
        fault switch
        {
            RateLimitedException => await sending.LimitAsync(),
            HttpException answer => new DiscordResponse.Refused(
                (int)answer.HttpCode,
                (int?)answer.DiscordCode ?? 0,
                answer.Reason ?? answer.HttpCode.ToString()
            ),
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError
            } network => new DiscordResponse.Silent($"no connection: {network.HttpRequestError}", MayStand: false),
            _ => new DiscordResponse.Silent("no answer", MayStand: true),
        };

    private static string Text(ulong id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// One send: its limits of time, and what the library says of rate limits, which its exceptions do not hold.
    /// </summary>
    private sealed class Sending
    {
        private readonly TaskCompletionSource<DiscordResponse> _limit = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public Sending(CancellationToken ct) =>
            Options = new RequestOptions
            {
                CancelToken = ct,
                RetryMode = RetryMode.AlwaysFail,
                RatelimitCallback = info =>
                {
                    if (info.RetryAfter is { } seconds)
                        _limit.TrySetResult(
                            new DiscordResponse.TooMany(
                                TimeSpan.FromSeconds(seconds),
                                "a limit of Discord's",
                                info.IsGlobal
                            )
                        );
                    return Task.CompletedTask;
                },
            };

        public RequestOptions Options { get; }

        public bool HasBegun { get; set; }

        /// <summary>
        /// The library tells it on another thread, and at times after it threw; of limits it guards itself it tells
        /// nothing.
        /// </summary>
        public async Task<DiscordResponse> LimitAsync()
        {
            try
            {
                return await _limit.Task.WaitAsync(
                    TimeSpan.FromSeconds(1),
                    TimeProvider.System,
                    CancellationToken.None
                );
            }
            catch (TimeoutException)
            {
                return new DiscordResponse.TooMany(
                    TimeSpan.FromSeconds(10),
                    "a limit that Discord.Net keeps",
                    WholeBot: false
                );
            }
        }
    }
}
