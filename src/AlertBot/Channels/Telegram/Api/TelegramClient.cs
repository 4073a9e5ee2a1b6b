using AlertBot.Configuration;
using Telegram.Bot;

namespace AlertBot.Channels.Telegram.Api;

/// <summary>
/// The Bot API clients. Their HTTP clients are our own and log nothing: the factory's would write every URL, and the
/// token is in it.
/// </summary>
internal sealed class TelegramClient : IDisposable
{
    /// <summary>getUpdates waits at the server for at most 50 s (Bot API server, read 2026-11-23).</summary>
    public static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(50);

    private readonly HttpClient _sending;
    private readonly HttpClient _receiving;

    public TelegramClient(IOptions<TelegramOptions> options)
    {
        var (token, address) = (options.Value.Token!, BaseUrl(options.Value.ApiBaseUrl));
        // One retry would be one too many: it would sleep through a 429 here while other chats wait.
        TelegramBotClientOptions bot;
        try
        {
            bot = new TelegramBotClientOptions(token, address) { RetryCount = 0, RetryThreshold = 0 };
        }
        catch (ArgumentException)
        {
            throw new SettingsException("Telegram:Token is not of the form 123456:ABC-DEF…; copy it from @BotFather");
        }
        _sending = new HttpClient(Handler()) { Timeout = options.Value.SendTimeout };
        _receiving = new HttpClient(Handler()) { Timeout = LongPoll + TimeSpan.FromSeconds(20) };
        Bot = new TelegramBotClient(bot, _sending);
        Updates = new TelegramBotClient(bot, _receiving);
    }

    /// <summary>For everything but waiting for updates.</summary>
    public ITelegramBotClient Bot { get; }

    /// <summary>For waiting for updates.</summary>
    public ITelegramBotClient Updates { get; }

    public void Dispose()
    {
        _sending.Dispose();
        _receiving.Dispose();
    }

    private static SocketsHttpHandler Handler() => new() { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    /// <summary>A token must not travel in the clear, save to a test server on this machine.</summary>
    private static string? BaseUrl(string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
            return null;
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var url)
            || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        )
            throw new SettingsException(
                "Telegram:ApiBaseUrl must be an https:// address; plain http:// only for this machine, "
                    + $"found \"{address}\""
            );
        return url.GetLeftPart(UriPartial.Authority);
    }
}
