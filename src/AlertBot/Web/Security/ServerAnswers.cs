using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace AlertBot.Web.Security;

/// <summary>
/// Puts our headers on what the server answers by itself: a request it cannot read (400, 408, 414, 431) never reaches
/// the application. Such an answer is the last of its connection and is written in one piece.
/// </summary>
internal static class ServerAnswers
{
    private static readonly byte[] Line = "HTTP/1.1 4"u8.ToArray();

    private static readonly byte[] Ours = Encoding.ASCII.GetBytes(
        string.Concat(WebServer.Headers.Select(header => $"{header.Name}: {header.Value}\r\n"))
    );

    public static ConnectionDelegate WithHeaders(ConnectionDelegate next) =>
        connection =>
        {
            connection.Transport = new Duplex(connection.Transport.Input, new Output(connection.Transport.Output));
            return next(connection);
        };

    /// <summary>The answer with our headers after its first line, where it is an error without them.</summary>
    private static byte[]? Completed(ReadOnlySpan<byte> written)
    {
        if (!written.StartsWith(Line) || written.IndexOf("X-Content-Type-Options"u8) >= 0)
            return null;
        var end = written.IndexOf("\r\n"u8);
        return end < 0 ? null : [.. written[..(end + 2)], .. Ours, .. written[(end + 2)..]];
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Holds back what is written until it is flushed.</summary>
    private sealed class Output(PipeWriter inner) : PipeWriter
    {
        private readonly ArrayBufferWriter<byte> _held = new();

        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => _held.WrittenCount;

        public override void Advance(int bytes) => _held.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => _held.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _held.GetSpan(sizeHint);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            HandOn();
            return inner.FlushAsync(cancellationToken);
        }

        public override void Complete(Exception? exception = null)
        {
            HandOn();
            inner.Complete(exception);
        }

        private void HandOn()
        {
            if (_held.WrittenCount == 0)
                return;
            inner.Write(Completed(_held.WrittenSpan) ?? _held.WrittenSpan);
            _held.ResetWrittenCount();
        }
    }
}
