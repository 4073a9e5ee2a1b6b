using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AlertBot.Tests.Support;

/// <summary>
/// The network between one node and its database: a port on loopback that leads to the server's socket and can be cut,
/// so that what is sent goes nowhere and nobody hears that the other is gone.
/// </summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<Socket, byte> _open = [];
    private readonly string _socket;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="socket">Path of the server's socket.</param>
    public CutWire(string socket)
    {
        _socket = socket;
        _whole.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Nothing gets through; no connection is closed, new ones are accepted and answered by nobody.</summary>
    public void Cut() => _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// New connections work; those that were there are reset, as a network does that has forgotten them.
    /// </summary>
    public void Mend()
    {
        foreach (var socket in _open.Keys)
            Drop(socket);
        _whole.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Mend();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
            _ = LeadAsync(await _listener.AcceptSocketAsync(_ended.Token));
    }

    private async Task LeadAsync(Socket near)
    {
        _open.TryAdd(near, 0);
        var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await _whole.Task.WaitAsync(_ended.Token);
            await far.ConnectAsync(new UnixDomainSocketEndPoint(_socket), _ended.Token);
            _open.TryAdd(far, 0);
            await Task.WhenAny(CarryAsync(near, far), CarryAsync(far, near));
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Reset by one side, or by Mend.
        }
        Drop(near);
        Drop(far);
    }

    private async Task CarryAsync(Socket from, Socket to)
    {
        var buffer = new byte[16_384];
        try
        {
            while (await from.ReceiveAsync(buffer, _ended.Token) is > 0 and var read)
            {
                await _whole.Task.WaitAsync(_ended.Token);
                for (var sent = 0; sent < read; )
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _ended.Token);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other direction ends with this one.
        }
    }

    private void Drop(Socket socket)
    {
        _open.TryRemove(socket, out _);
        socket.Close(0);
    }
}
