using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AlertBot.Chats;
using Telegram.Bot.Exceptions;

namespace AlertBot.Channels.Telegram.Api;

/// <summary>
/// What an answer of the Bot API means. Its machine-readable part is asked first, then its words, without case and by
/// "contains"; the words are those of Telegram's own server (tdlib/telegram-bot-api, read 2026-11-23).
/// </summary>
internal static partial class TelegramOutcomes
{
    private static readonly TimeSpan ServerErrorDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NoNetwork = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A refused token is an operator's matter: minutes pass before it is mended, and asking earns nothing.
    /// </summary>
    private static readonly TimeSpan BadToken = TimeSpan.FromMinutes(5);

    private static readonly string[] GoneWords =
    [
        "bot was blocked by the user",
        "user is deactivated",
        "USER_DELETED",
        "bot can't initiate conversation",
        "can't send messages to bots",
        "can't send messages to the bot",
        "bot was kicked",
        "bot is not a member",
        "the group chat was deleted",
        "group chat was deactivated",
    ];

    /// <summary>
    /// A cold server says these of a live chat, too: believed only when an hour later it still says so.
    /// </summary>
    private static readonly string[] UnfoundWords =
    [
        "chat not found",
        "PEER_ID_INVALID",
        "CHANNEL_PRIVATE",
        "CHANNEL_INVALID",
        "CHAT_ID_INVALID",
        "have no write access",
    ];

    /// <summary>The address is the topic; what is meant for it never falls back to the main chat.</summary>
    private static readonly string[] TopicWords = ["TOPIC_CLOSED", "TOPIC_DELETED", "message thread not found"];

    /// <summary>The bot may not write, for now.</summary>
    private static readonly string[] LostRightsWords =
    [
        "need administrator rights",
        "CHAT_ADMIN_REQUIRED",
        "not enough rights",
        "have no rights to send",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_SEND_PLAIN_FORBIDDEN",
        "CHAT_GUEST_SEND_FORBIDDEN",
        "CHANNEL_PUBLIC_GROUP_NA",
        "CHAT_RESTRICTED",
        "USER_RESTRICTED",
        "ALLOW_PAYMENT_REQUIRED",
        "PRIVACY_PREMIUM_REQUIRED",
    ];

    /// <summary>The outcome of a send that threw; the token was not cancelled by us.</summary>
    public static DeliveryOutcome OutcomeOf(Exception fault, Chat chat) =>
        fault switch
        {
            ApiRequestException answer => OutcomeOf(answer, chat),
            RequestException
            {
                InnerException: HttpRequestException
                {
                    HttpRequestError: HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
                } network
            } => new DeliveryOutcome.Later(NoNetwork, $"no connection: {network.HttpRequestError}"),
            RequestException { HttpStatusCode: >= HttpStatusCode.InternalServerError and var status } =>
                new DeliveryOutcome.Later(ServerErrorDelay, $"HTTP {(int)status}", Unsure: true, ServerFailed: true),
            RequestException { HttpStatusCode: HttpStatusCode.TooManyRequests } => new DeliveryOutcome.Later(
                ServerErrorDelay,
                "HTTP 429",
                Flooded: true
            ),
            RequestException => new DeliveryOutcome.Later(ServerErrorDelay, "no answer", Unsure: true),
            _ => new DeliveryOutcome.Later(ServerErrorDelay, fault.GetType().Name, Unsure: true),
        };

    /// <summary>Whether Telegram could not read our markup; the same text is then sent once without.</summary>
    public static bool IsUnreadableMarkup(ApiRequestException answer) =>
        answer.ErrorCode == 400 && Says(answer, "can't parse entities");

    /// <summary>
    /// Whether it is our buttons or the message answered that Telegram will not have; the text is then sent once
    /// without.
    /// </summary>
    public static bool IsAboutButtonsOrReply(ApiRequestException answer) =>
        answer.ErrorCode == 400
        && Says(
            answer,
            "BUTTON_DATA_INVALID",
            "BUTTON_URL_INVALID",
            "reply markup is too long",
            "message to be replied not found"
        );

    /// <summary>Of an edit: the message says this already.</summary>
    public static bool IsUnchanged(ApiRequestException answer) =>
        answer.ErrorCode == 400 && Says(answer, "message is not modified");

    private static DeliveryOutcome OutcomeOf(ApiRequestException answer, Chat chat) =>
        answer switch
        {
            { Parameters.MigrateToChatId: { } moved } => new DeliveryOutcome.Moved(
                chat with
                {
                    Address = moved.ToString(CultureInfo.InvariantCulture),
                }
            ),
            { ErrorCode: 429 } => new DeliveryOutcome.Later(
                TimeSpan.FromSeconds(answer.Parameters?.RetryAfter ?? 10),
                answer.Message,
                Flooded: true
            ),
            { ErrorCode: 401 } or { ErrorCode: 404 } when !Says(answer, "chat") => new DeliveryOutcome.Later(
                BadToken,
                DeliveryOutcome.TokenRefused,
                WholeChannel: true
            ),
            { ErrorCode: >= 500 or 408 or 421 or 423 or 425 } => new DeliveryOutcome.Later(
                ServerErrorDelay,
                answer.Message,
                Unsure: true,
                ServerFailed: true
            ),
            _ => ReadWords(answer),
        };

    private static DeliveryOutcome ReadWords(ApiRequestException answer) =>
        answer switch
        {
            _ when SlowMode().Match(answer.Message) is { Success: true } slow => new DeliveryOutcome.Later(
                TimeSpan.FromSeconds(int.Parse(slow.Groups[1].ValueSpan, CultureInfo.InvariantCulture)),
                "slow mode"
            ),
            _ when Says(answer, GoneWords) => new DeliveryOutcome.Gone(answer.Message),
            _ when Says(answer, UnfoundWords) => new DeliveryOutcome.Refused(
                answer.Message,
                LostRights: true,
                TerminateAfter: TimeSpan.FromHours(1)
            ),
            _ when Says(answer, TopicWords) => new DeliveryOutcome.Refused(
                answer.Message,
                LostRights: true,
                TerminateAfter: TimeSpan.FromDays(2)
            ),
            _ when Says(answer, LostRightsWords) => new DeliveryOutcome.Refused(answer.Message, LostRights: true),
            _ => new DeliveryOutcome.Refused(answer.Message),
        };

    private static bool Says(ApiRequestException answer, params string[] words) =>
        Array.Exists(words, word => answer.Message.Contains(word, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("SLOWMODE_WAIT_(\\d{1,6})", RegexOptions.CultureInvariant)]
    private static partial Regex SlowMode();
}
