using System.Net.WebSockets;
using System.Text.Json;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// One connection to the gateway: whole messages in, whole messages out. One reader; writers take turns.
/// </summary>
internal sealed class DiscordSocket : IDisposable
{
    /// <summary>Large servers are described in megabytes.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(3);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly TimeProvider _clock;
    private byte[] _buffer = new byte[16 * 1024];

    public DiscordSocket(TimeProvider clock)
    {
        _clock = clock;
        // Our own heartbeat notices a dead line; the protocol's pings would not.
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
    }

    /// <summary>Why the far end closed; null while it has not, or when the line just broke.</summary>
    public int? CloseCode => _socket.CloseStatus is { } status ? (int)status : null;

    /// <summary>
    /// Throws <see cref="WebSocketException"/> when there is no connection to be had, or none in time.
    /// </summary>
    public async Task ConnectAsync(Uri address, TimeSpan timeout, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await _socket.ConnectAsync(address, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new WebSocketException("no connection in time");
        }
    }

    /// <summary>
    /// The next message; null when the connection has ended, however it did: by <see cref="HangUp"/>, too.
    /// </summary>
    public async Task<JsonElement?> ReadAsync()
    {
        var length = 0;
        try
        {
            while (true)
            {
                if (length == _buffer.Length)
                    Array.Resize(
                        ref _buffer,
                        _buffer.Length < MostBytes
                            ? _buffer.Length * 2
                            : throw new WebSocketException("a message larger than 16 MiB")
                    );
                var got = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
                if (got.MessageType == WebSocketMessageType.Close)
                    return null;
                length += got.Count;
                if (!got.EndOfMessage)
                    continue;
                using var document = JsonDocument.Parse(_buffer.AsMemory(0, length));
                return document.RootElement.Clone();
            }
        }
        // Cut from our side, reading ends as if it were cancelled.
        catch (Exception e)
            when (e
                    is WebSocketException
                        or IOException
                        or JsonException
                        or ObjectDisposedException
                        or OperationCanceledException
            )
        {
            return null;
        }
    }

    /// <summary>Nothing happens when the line is gone: the reader tells.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> json, CancellationToken ct)
    {
        await _writer.WaitAsync(ct);
        try
        {
            if (_socket.State == WebSocketState.Open)
                await _socket.SendAsync(json, WebSocketMessageType.Text, endOfMessage: true, ct);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException)
        {
            _socket.Abort();
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>
    /// 1000 ends the session at Discord; 4000 keeps it to be resumed. A far end that is dead is not waited for.
    /// </summary>
    public async Task CloseAsync(int code)
    {
        using var limit = new CancellationTokenSource(LongestClose);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync((WebSocketCloseStatus)code, null, limit.Token);
        }
        catch (Exception e)
            when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It was closed, or is dead: both are what was wanted.
        }
    }

    /// <summary>
    /// Ends the session for good, and with it the reading. To cancel the reader instead would cut the line without a
    /// word.
    /// </summary>
    public void HangUp() => _ = HangUpAsync();

    /// <summary>Wakes the reader, too.</summary>
    public void Abort() => _socket.Abort();

    public void Dispose()
    {
        _socket.Dispose();
        _writer.Dispose();
    }

    private async Task HangUpAsync()
    {
        await CloseAsync(1000);
        // A far end that does not answer the goodbye must not keep the reader waiting.
        await Task.Delay(LongestClose, TimeProvider.System);
        _socket.Abort();
    }
}
