using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace AlertBot.Tests.Support;

/// <summary>
/// A mail server on loopback that takes mail as RFC 5321 has it and refuses what breaks its limits: bare line feeds,
/// command lines over 512 octets, text lines over 1,000, commands out of their order.
/// </summary>
internal sealed class FakeMailServer : IAsyncDisposable
{
    public const string User = "alerts";

    public const string Password = "s3cret-pass";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<MimeMessage> _taken = [];
    private readonly List<string> _recipients = [];
    private readonly Task _accepting;

    public FakeMailServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether mail is taken from those who have signed in alone.</summary>
    public bool AsksForUser { get; set; }

    /// <summary>
    /// An answer of its own to a command's first word, "." the end of the text; null for the usual one.
    /// </summary>
    public Func<string, string?>? OnCommand { get; set; }

    /// <summary>Hangs up once the text has come, before or after it was taken, without an answer.</summary>
    public bool HangsUpAfterText { get; set; }

    public IReadOnlyList<MimeMessage> Taken
    {
        get
        {
            lock (_taken)
                return [.. _taken];
        }
    }

    /// <summary>Of the envelopes of what was taken.</summary>
    public IReadOnlyList<string> Recipients
    {
        get
        {
            lock (_taken)
                return [.. _recipients];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
                sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Session(this, client.GetStream()).RunAsync(_stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client, or the test, has gone.
            }
        }
    }

    private void Take(string recipient, byte[] text)
    {
        using var stream = new MemoryStream(text);
        lock (_taken)
        {
            _taken.Add(MimeMessage.Load(stream, CancellationToken.None));
            _recipients.Add(recipient);
        }
    }

    /// <summary>One connection.</summary>
    private sealed class Session(FakeMailServer server, NetworkStream stream)
    {
        private const int LongestCommand = 512;
        private const int LongestLine = 1000;

        private string? _sender;
        private string? _recipient;
        private bool _hasSignedIn;

        public async Task RunAsync(CancellationToken ct)
        {
            await SayAsync("220 fake.example ESMTP", ct);
            while (await LineAsync(LongestCommand, ct) is { } line)
            {
                var command = line.Split(' ')[0].ToUpperInvariant();
                if (server.OnCommand?.Invoke(command) is { } answer)
                    await SayAsync(answer, ct);
                else if (command == "DATA" && _recipient is not null)
                {
                    if (!await TakeTextAsync(ct))
                        return;
                }
                else
                    await SayAsync(Answer(command, line), ct);
                if (command == "QUIT")
                    return;
            }
        }

        private string Answer(string command, string line) =>
            command switch
            {
                "EHLO" => "250-fake.example\r\n250-SIZE 1000000\r\n250-8BITMIME\r\n250 AUTH PLAIN",
                "AUTH" => SignIn(line),
                "MAIL" when server.AsksForUser && !_hasSignedIn => "530 5.7.0 Authentication required",
                "MAIL" when AddressIn(line) is { } sender => Keep(ref _sender, sender),
                "RCPT" when _sender is not null && AddressIn(line) is { } recipient => Keep(ref _recipient, recipient),
                "RSET" or "NOOP" => "250 OK",
                "QUIT" => "221 Bye",
                _ => "503 5.5.1 Bad sequence of commands",
            };

        private static string Keep(ref string? kept, string value)
        {
            kept = value;
            return "250 OK";
        }

        private string SignIn(string line)
        {
            var said = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2]));
            _hasSignedIn = said == $"\0{User}\0{Password}";
            return _hasSignedIn ? "235 2.7.0 OK" : "535 5.7.8 Credentials invalid";
        }

        private static string? AddressIn(string line)
        {
            var (from, to) = (line.IndexOf('<', StringComparison.Ordinal), line.IndexOf('>', StringComparison.Ordinal));
            return from >= 0 && to > from + 1 ? line[(from + 1)..to] : null;
        }

        private async Task<bool> TakeTextAsync(CancellationToken ct)
        {
            await SayAsync("354 Go on", ct);
            using var text = new MemoryStream();
            while (await LineAsync(LongestLine, ct) is { } line)
            {
                if (line == ".")
                    break;
                var said = line.StartsWith('.') ? line[1..] : line;
                await text.WriteAsync(Encoding.Latin1.GetBytes(said + "\r\n"), ct);
            }
            if (server.OnCommand?.Invoke(".") is { } answer)
            {
                await SayAsync(answer, ct);
                return true;
            }
            server.Take(_recipient!, text.ToArray());
            (_sender, _recipient) = (null, null);
            if (server.HangsUpAfterText)
                return false;
            await SayAsync(string.Create(CultureInfo.InvariantCulture, $"250 2.0.0 taken as {server.Taken.Count}"), ct);
            return true;
        }

        private Task SayAsync(string line, CancellationToken ct) =>
            stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), ct).AsTask();

        /// <summary>A line without its end; null when the client has hung up.</summary>
        private async Task<string?> LineAsync(int most, CancellationToken ct)
        {
            var line = new List<byte>();
            var one = new byte[1];
            while (true)
            {
                if (await stream.ReadAsync(one, ct) == 0)
                    return null;
                if (one[0] == '\n')
                {
                    if (line.Count == 0 || line[^1] != '\r')
                        throw new IOException("a bare line feed");
                    return Encoding.Latin1.GetString([.. line.Take(line.Count - 1)]);
                }
                line.Add(one[0]);
                if (line.Count > most)
                    throw new IOException($"a line of over {most} octets");
            }
        }
    }
}
