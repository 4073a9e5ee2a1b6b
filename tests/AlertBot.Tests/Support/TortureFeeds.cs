using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace AlertBot.Tests.Support;

/// <summary>
/// Feeds that grow a little with every poll. Each lists what has not been told yet, at most 400 entries: a program that
/// is killed before it has taken in a poll must find the same entries at the next.
/// </summary>
internal sealed class TortureFeeds
{
    private const int Feeds = 10;

    private readonly TortureOptions _options;
    private readonly string[][] _titles;
    private readonly ConcurrentDictionary<string, long> _servedAt = [];
    private readonly ConcurrentDictionary<string, byte> _arrived = [];
    private readonly int[] _from = new int[Feeds];
    private readonly int[] _shown = new int[Feeds];
    private readonly int _step;
    private readonly Random _random;
    private int _answers;

    public TortureFeeds(FeedServer server, TortureOptions options, int perSecond)
    {
        (_options, _random) = (options, new Random(options.Seed));
        _step = Math.Max(1, perSecond / Feeds);
        _titles =
        [
            .. Enumerable
                .Range(0, Feeds)
                .Select(feed =>
                    Enumerable
                        .Range(0, options.Alerts / Feeds)
                        .Select(n => $"alpha{((n * Feeds) + feed) % options.Topics} {Words(3)}")
                        .ToArray()
                ),
        ];
        for (var feed = 0; feed < Feeds; feed++)
            Serve(server, feed);
        Quiet = [.. Enumerable.Range(0, options.QuietFeeds).Select(n => $"quiet{n}")];
        foreach (var name in Quiet)
            server.Serve(name, Some.Rss(TimeProvider.System.GetUtcNow(), ($"Nothing new in {name}", 60)));
    }

    /// <summary>Those that never have anything new.</summary>
    public IReadOnlyList<string> Quiet { get; }

    public IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(0, Feeds).Select(n => $"feed{n}")];

    /// <summary>How often one of them answered.</summary>
    public int Answers => _answers;

    /// <summary>Whether the last entry has been listed.</summary>
    public bool AreDry => _titles.Select((titles, feed) => _shown[feed] >= titles.Length).All(dry => dry);

    /// <summary>An entry was told in some chat.</summary>
    public void Arrived(string title) => _arrived.TryAdd(title, 0);

    /// <summary>The timestamp of the first answer that listed an entry.</summary>
    public long ServedAt(string title) => _servedAt[title];

    /// <summary>Every message that is to arrive, as chat and headline.</summary>
    public IEnumerable<(long Chat, string Title)> Expected() =>
        from title in _titles.SelectMany(t => t)
        let topic = int.Parse(title.Split(' ')[0]["alpha".Length..], System.Globalization.CultureInfo.InvariantCulture)
        from number in Enumerable.Range(0, _options.Chats)
        where _options.TopicOf(number) == topic
        select (_options.ChatOf(number), title);

    /// <summary>One more entry of each of the topics, in the first feed.</summary>
    public void Add(IEnumerable<int> topics) =>
        _titles[0] = [.. _titles[0], .. topics.Select(topic => $"alpha{topic} {Words(3)}")];

    private void Serve(FeedServer server, int feed) => server.Answer($"feed{feed}", async http =>
        {
            Interlocked.Increment(ref _answers);
            var shown = _shown[feed] = Math.Min(_titles[feed].Length, _shown[feed] + _step);
            http.Response.ContentType = "application/rss+xml";
            while (_from[feed] < shown && _arrived.ContainsKey(_titles[feed][_from[feed]]))
                _from[feed]++;
            var entries = _titles[feed]
                .Take(shown)
                .Skip(_from[feed])
                .TakeLast(400)
                .Reverse()
                .Select((title, i) => (title, i))
                .ToArray();
            var now = Stopwatch.GetTimestamp();
            foreach (var (title, _) in entries)
                _servedAt.TryAdd(title, now);
            await http.Response.Body.WriteAsync(
                Encoding.UTF8.GetBytes(Some.Rss(TimeProvider.System.GetUtcNow(), entries)),
                http.RequestAborted
            );
        });

    private string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word()));

    private string Word() => string.Concat(Enumerable.Range(0, 8).Select(_ => (char)('a' + _random.Next(26))));
}
