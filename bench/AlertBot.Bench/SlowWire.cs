using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace AlertBot.Bench;

/// <summary>
/// A port on loopback that leads to a database and holds what passes up for half a round trip each way, and counts
/// round trips. Each direction of a connection sleeps by the kernel's fine timer, as a timer of .NET takes a
/// millisecond at least (Linux).
/// </summary>
internal sealed class SlowWire : IDisposable
{
    private const int SetTimerSlack = 29; // prctl(2)

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _open = [];
    private readonly Func<Socket> _connect;
    private readonly TimeSpan _oneWay;
    private long _trips;

    /// <param name="connect">Opens a connection to the server.</param>
    /// <param name="roundTrip">What is added to one.</param>
    public SlowWire(Func<Socket> connect, TimeSpan roundTrip)
    {
        (_connect, _oneWay) = (connect, roundTrip / 2);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often a client sent something after it had been answered.</summary>
    public long Trips => Interlocked.Read(ref _trips);

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var socket in _open)
            socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var (near, far) = (await _listener.AcceptSocketAsync(), _connect());
                near.NoDelay = true;
                if (far.AddressFamily != AddressFamily.Unix)
                    far.NoDelay = true;
                _open.Add(near);
                _open.Add(far);
                var wasAnswered = 1;
                Carry(near, far, () =>
                {
                    if (Interlocked.Exchange(ref wasAnswered, 0) == 1)
                        Interlocked.Increment(ref _trips);
                });
                Carry(far, near, () => Interlocked.Exchange(ref wasAnswered, 1));
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    /// <summary>One thread takes what comes, another hands it on when it is time.</summary>
    private void Carry(Socket from, Socket to, Action passed)
    {
        var waiting = new BlockingCollection<(long Due, byte[] Bytes)>();
        Start(() =>
        {
            var buffer = new byte[65_536];
            try
            {
                while (from.Receive(buffer) is > 0 and var read)
                {
                    passed();
                    waiting.Add(
                        (
                            Stopwatch.GetTimestamp() + (_oneWay.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond),
                            buffer[..read]
                        )
                    );
                }
            }
            finally
            {
                waiting.CompleteAdding();
            }
        });
        Start(() =>
        {
            _ = SetOption(SetTimerSlack, 1, 0, 0, 0);
            foreach (var (due, bytes) in waiting.GetConsumingEnumerable())
            {
                SleepUntil(due);
                to.Send(bytes);
            }
            to.Dispose();
        });
    }

    private static void Start(Action work) =>
        new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // Closed by one side.
            }
        })
        {
            IsBackground = true,
        }.Start();

    private static void SleepUntil(long due)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left <= TimeSpan.Zero)
            return;
        var time = new TimeSpec(left.Ticks / TimeSpan.TicksPerSecond, left.Ticks % TimeSpan.TicksPerSecond * 100);
        _ = Sleep(in time, 0);
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Sleep(in TimeSpec time, nint left);

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetOption(int option, nuint value, nuint third, nuint fourth, nuint fifth);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec(long seconds, long nanoseconds)
    {
        public readonly long Seconds = seconds;
        public readonly long Nanoseconds = nanoseconds;
    }
}
