using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AlertBot.Feeds.Fetching;

/// <summary>
/// A connection of HTTP/1 whose answers' header lines are made legal before .NET reads them: it refuses a whole answer
/// for one line without a colon, which curl and browsers pass over.
/// </summary>
internal sealed partial class LenientHeaderStream(Stream inner) : Stream
{
    /// <summary>Ours, in an answer some of whose lines were put right: how many.</summary>
    public const string Mended = "X-AlertBot-Mended-Header-Lines";

    /// <summary>.NET's own limit for all headers of an answer.</summary>
    private const int MostBytes = 64 * 1024;

    private readonly MemoryStream _head = new();
    private ReadOnlyMemory<byte> _ready;

    /// <summary>Each request is answered by headers first; a connection carries one request at a time.</summary>
    private volatile bool _isHeadNext = true;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            if (!_isHeadNext || buffer.IsEmpty)
                return read;
            _head.Write(buffer.Span[..read]);
            Forward(isEnd: read == 0 || _head.Length > MostBytes);
            if (read == 0 && _ready.IsEmpty)
                return 0;
        }
        var length = Math.Min(buffer.Length, _ready.Length);
        _ready[..length].CopyTo(buffer);
        _ready = _ready[length..];
        return length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isHeadNext = true;
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Makes ready what has come, once the headers are whole; after a 1xx answer others follow.</summary>
    private void Forward(bool isEnd)
    {
        using var ready = new MemoryStream();
        while (_isHeadNext && HeadLength(_head.GetBuffer().AsSpan(0, (int)_head.Length)) is > 0 and var length)
        {
            var bytes = _head.ToArray();
            var head = Encoding.Latin1.GetString(bytes, 0, length);
            ready.Write(Encoding.Latin1.GetBytes(Legal(head)));
            _head.SetLength(0);
            _head.Write(bytes.AsSpan(length));
            _isHeadNext = Informational().IsMatch(head);
        }
        if (isEnd || !_isHeadNext)
        {
            _head.WriteTo(ready);
            _head.SetLength(0);
            _isHeadNext = false;
        }
        _ready = ready.ToArray();
    }

    /// <summary>With the blank line; 0 while that has not come.</summary>
    private static int HeadLength(ReadOnlySpan<byte> bytes)
    {
        var (marked, plain) = (bytes.IndexOf("\n\r\n"u8), bytes.IndexOf("\n\n"u8));
        return marked >= 0 && (plain < 0 || marked < plain) ? marked + 3
            : plain >= 0 ? plain + 2
            : 0;
    }

    /// <summary>The headers as they came where nothing is wrong with them.</summary>
    internal static string Legal(string head)
    {
        var mended = 0;
        var lines = new List<string>();
        foreach (var written in head.Split('\n').Select(line => line.TrimEnd('\r')).TakeWhile(line => line.Length > 0))
        {
            var line = lines.Count == 0 ? StatusLine(written) : HeaderLine(written);
            mended += line != written ? 1 : 0;
            if (line is not null)
                lines.Add(line);
        }
        if (mended == 0)
            return head;
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Mended}: {mended}"));
        return $"{string.Join("\r\n", lines)}\r\n\r\n";
    }

    /// <summary>A line that no rule fits is left to .NET to refuse.</summary>
    private static string StatusLine(string line) =>
        LegalStatus().IsMatch(line) ? line
        : AnyStatus().Match(line) is { Success: true } found
            ? $"HTTP/1.1 {found.Groups[1].Value} {found.Groups[2].Value.Trim()}"
        : line;

    /// <summary>Null for one that says nothing a client could use.</summary>
    private static string? HeaderLine(string line)
    {
        // The end of a folded line goes on with its beginning.
        if (line[0] is ' ' or '\t')
            return line.Any(c => char.IsControl(c) && c != '\t') ? null : line;
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = colon > 0 ? line[..colon].TrimEnd(' ', '\t') : "";
        if (!Token().IsMatch(name))
            return null;
        var value = line[(colon + 1)..];
        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !Number().IsMatch(value))
            return null;
        return value.Any(c => char.IsControl(c) && c != '\t') || name.Length != colon
            ? $"{name}:{string.Concat(value.Where(c => !char.IsControl(c) || c == '\t'))}"
            : line;
    }

    [GeneratedRegex(@"^HTTP/1\.[01] \d{3}(?: .*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LegalStatus();

    [GeneratedRegex(
        @"^(?:HTTP|ICY)(?:/\d(?:\.\d)?)?[ \t]+(\d{3})(?!\d)[ \t]*(.*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex AnyStatus();

    [GeneratedRegex(@"^HTTP/1\.[01] 1(?!01)\d\d\b", RegexOptions.CultureInvariant)]
    private static partial Regex Informational();

    [GeneratedRegex(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"^\s*\d+(?:\s*,\s*\d+)*\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
